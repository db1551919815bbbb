using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using FsCheck;
using FsCheck.Fluent;
using static DuckBus.Client.Tests.Pods;

namespace DuckBus.Client.Tests.Informers;

/// <summary>Whatever is doubled, reordered or lost, and however many stale lists come in between: the cache ends at the truth.</summary>
public sealed class ObjectCacheProperties
{
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void Whatever_the_order_and_duplication_of_events_plus_a_final_list_the_cache_equals_the_truth() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll<int>(Seeds, seed =>
        {
            var random = new Random(seed);
            var history = History(random, random.Next(1, 40));
            var news = Mix(history, random);
            var cache = new ObjectCache<Pod>(tombstoneLimit: random.Next(1, 20));
            var handler = new Handler();

            foreach (var apply in news) handler.Take(apply(cache));
            handler.Take(cache.ApplyList(history.Count, At(history, history.Count)));

            return !handler.WentBack && Show(cache.All) == Show(At(history, history.Count)) && Show(handler.Told) == Show(cache.All);
        }));

    [Fact]
    public void When_every_event_comes_the_cache_equals_the_truth_without_any_list() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll<int>(Seeds, seed =>
        {
            var random = new Random(seed);
            var history = History(random, random.Next(1, 40));
            var cache = new ObjectCache<Pod>();
            var events = history.Concat(history.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(events);

            foreach (var change in events) cache.Apply(change.Type, change.Pod, change.Revision);

            return Show(cache.All) == Show(At(history, history.Count));
        }));

    private static List<(ChangeType Type, Pod Pod, long Revision)> History(Random random, int length)
    {
        var live = new Dictionary<string, Pod>();
        var history = new List<(ChangeType, Pod, long)>();
        for (var revision = 1; revision <= length; revision++)
        {
            var name = Names[random.Next(Names.Length)];
            var isThere = live.TryGetValue(name, out var pod);
            var type = !isThere ? ChangeType.Added : random.Next(2) == 0 ? ChangeType.Deleted : ChangeType.Modified;
            var after = Pod(name, revision, isThere ? pod!.Metadata.Uid! : $"uid-{revision}");
            if (type == ChangeType.Deleted) live.Remove(name);
            else live[name] = after;
            history.Add((type, after, revision));
        }
        return history;
    }

    /// <summary>Some of the events, some twice, with stale and true lists in between, in any order.</summary>
    private static Func<ObjectCache<Pod>, IReadOnlyList<Difference<Pod>>>[] Mix(List<(ChangeType Type, Pod Pod, long Revision)> history, Random random)
    {
        var news = new List<Func<ObjectCache<Pod>, IReadOnlyList<Difference<Pod>>>>();
        foreach (var change in history)
            for (var times = random.Next(3); times > 0; times--)
                news.Add(cache => cache.Apply(change.Type, change.Pod, change.Revision) is { } difference ? [difference] : []);
        for (var lists = random.Next(4); lists > 0; lists--)
        {
            var revision = random.Next(history.Count + 1);
            news.Add(cache => cache.ApplyList(revision, At(history, revision)));
        }
        var mixed = news.ToArray();
        random.Shuffle(mixed);
        return mixed;
    }

    private static List<Pod> At(List<(ChangeType Type, Pod Pod, long Revision)> history, long revision) =>
    [
        .. history.Where(change => change.Revision <= revision)
            .GroupBy(change => change.Pod.Metadata.Name)
            .Select(changes => changes.MaxBy(change => change.Revision))
            .Where(last => last.Type != ChangeType.Deleted)
            .Select(last => last.Pod),
    ];

    private static string Show(IEnumerable<Pod> pods) =>
        string.Join(' ', pods.Select(pod => $"{pod.Metadata.Name}={pod.Metadata.ResourceVersion}").Order(StringComparer.Ordinal));

    /// <summary>What a handler was told, and whether it was ever told something older than what it knew.</summary>
    private sealed class Handler
    {
        private readonly Dictionary<ObjectName, Pod> told = [];
        private readonly Dictionary<ObjectName, long> newest = [];
        private readonly HashSet<string> gone = [];

        public bool WentBack { get; private set; }

        public IEnumerable<Pod> Told => told.Values;

        public void Take(IReadOnlyList<Difference<Pod>> differences)
        {
            foreach (var (before, after) in differences)
            {
                var name = ObjectName.Of((after ?? before)!);
                if (after is null)
                {
                    gone.Add(before!.Metadata.Uid!);
                    told.Remove(name);
                    continue;
                }
                var revision = ObjectCache<Pod>.RevisionOf(after);
                WentBack |= gone.Contains(after.Metadata.Uid!) || revision <= newest.GetValueOrDefault(name);
                newest[name] = revision;
                told[name] = after;
            }
        }
    }
}
