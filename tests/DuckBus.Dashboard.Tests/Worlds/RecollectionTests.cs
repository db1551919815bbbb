using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Worlds;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Worlds;

/// <summary>The dashboard starts at second 100; the log tells what was before.</summary>
public sealed class RecollectionTests
{
    private static readonly DateTimeOffset Started = At(100);
    private int revision;

    [Fact]
    public void What_came_and_went_before_the_start_is_in_the_history()
    {
        var history = With(
            Found(Node(), Seen(Pod("new-abcde"))),
            New(Seen(Pod("old-abcde", PodState.Waiting), 10)), Changed(Seen(Pod("old-abcde"), 11)), Changed(new PodGone(At(20), "uid-old-abcde", Trigger.Event)),
            New(Seen(Pod("new-abcde", PodState.Waiting), 30)), Changed(Seen(Pod("new-abcde"), 31)));

        history.From.ShouldBe(At(10));
        Names(history, 5).ShouldBe([]);
        Names(history, 15).ShouldBe(["old-abcde"]);
        Names(history, 25).ShouldBe([]);
        Names(history, 200).ShouldBe(["new-abcde"]);
        history.At(At(15)).Nodes.ShouldHaveSingleItem("what the log does not mention has always been there");
        history.At(At(31)).Feed[^1].Text.ShouldBe("new abcde runs on node-1.");
    }

    [Fact]
    public void What_is_older_than_the_log_was_there_before_its_first_change() =>
        Names(With(Found(), Changed(Seen(Pod(state: PodState.Stopping), 10)), Changed(new PodGone(At(12), "uid-web-abcde", Trigger.Event))), 1).ShouldBe(["web-abcde"]);

    [Fact]
    public void Changes_between_the_log_and_the_first_look_count_at_the_start()
    {
        var history = With(Found(Seen(Pod("a-abcde", PodState.Crashed))), New(Seen(Pod("a-abcde"), 90)), New(Seen(Pod("b-abcde"), 91)), New(Seen(Pod("late-abcde"), 101)));

        history.At(At(99)).Pods["uid-a-abcde"].Facts.State.ShouldBe(PodState.Ready);
        history.At(At(100)).Pods["uid-a-abcde"].Facts.State.ShouldBe(PodState.Crashed);
        Names(history, 99).ShouldBe(["a-abcde", "b-abcde"]);
        Names(history, 200).ShouldBe(["a-abcde"], "b went unseen, and what is later the dashboard saw itself");
    }

    [Fact]
    public void What_the_dashboard_saw_itself_comes_after_it()
    {
        var seen = Found(Seen(Pod("a-abcde"))).Add(new PodGone(At(150), "uid-a-abcde", Trigger.Event));

        var history = Recollection.With(seen, [New(Seen(Pod("a-abcde"), 50))], Started);

        Names(history, 120).ShouldBe(["a-abcde"]);
        Names(history, 160).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_very_old_is_only_where_the_history_begins()
    {
        var start = At(Recollection.Longest.TotalSeconds + 60);

        var history = Recollection.With(Found(Seen(Pod("a-abcde"))), [New(Seen(Pod("a-abcde"), 1)), New(Seen(Pod("b-abcde"), 2)), Changed(new PodGone(At(3), "uid-b-abcde", Trigger.Event))], start);

        Names(history, 70).ShouldBe(["a-abcde"]);
        history.From.ShouldBe(start);
    }

    private Remembered New(Happening what) => new(++revision, what, IsFirst: true);

    private Remembered Changed(Happening what) => new(++revision, what, IsFirst: false);

    private static Timeline Found(params IEnumerable<Happening> happenings) => new(happenings.Aggregate(DuckBus.Dashboard.Worlds.World.Empty, Reducer.Silently), []);

    private static Timeline With(Timeline timeline, params IReadOnlyList<Remembered> past) => Recollection.With(timeline, past, Started);

    private static string[] Names(Timeline history, double at) =>
        [.. history.At(At(at)).Pods.Values.Where(pod => pod.Facts.State != PodState.Gone).Select(pod => pod.Facts.Name).Order(StringComparer.Ordinal)];
}
