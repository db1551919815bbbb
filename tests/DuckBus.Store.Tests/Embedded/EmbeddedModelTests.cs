using DuckBus.Model.Kinds;
using DuckBus.Store.Embedded;
using DuckBus.Store.Tests.Conformance;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>Any sequence of writes, compactions and restarts ends as a dictionary and a list would.</summary>
public sealed class EmbeddedModelTests
{
    private enum Step
    {
        Add,
        Modify,
        Delete,
        StaleModify,
        Compact,
        Restart,
    }

    [Fact]
    public void The_store_behaves_as_a_dictionary_and_a_list()
    {
        var steps =
            from step in Gen.Frequency(
                (6, Gen.Elements(Step.Add, Step.Modify, Step.Delete, Step.StaleModify)), (1, Gen.Elements(Step.Compact, Step.Restart)))
            from name in Gen.Elements("a", "b", "c")
            select (step, name);
        Prop.ForAll(steps.ListOf().ToArbitrary(), run => RunAsync([.. run]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static async Task<bool> RunAsync(IReadOnlyList<(Step Step, string Name)> steps)
    {
        await using var fixture = new EmbeddedFixture();
        var objects = new Dictionary<string, long>(StringComparer.Ordinal);
        var log = new List<(ChangeType, string)>();
        var horizon = 0L;
        var store = await OpenAsync(fixture);
        foreach (var (step, name) in steps)
        {
            var current = objects.GetValueOrDefault(name);
            switch (step)
            {
                case Step.Compact:
                    horizon = Math.Max(horizon, log.Count - 2);
                    (await store.CompactAsync(TimeSpan.FromDays(-1), keep: 2, default)).ShouldBe(horizon);
                    break;
                case Step.Restart:
                    await store.DisposeAsync();
                    store = await OpenAsync(fixture);
                    break;
                case Step.Add:
                    await WriteAsync(Writes.Add(name), current == 0 ? null : CommitOutcome.AlreadyExists);
                    break;
                case Step.Delete:
                    await WriteAsync(Writes.Delete(name, current), current > 0 ? null : CommitOutcome.NotFound);
                    break;
                case Step.Modify:
                    await WriteAsync(Writes.Modify(name, current), current > 0 ? null : CommitOutcome.NotFound);
                    break;
                default:
                    await WriteAsync(Writes.Modify(name, current - 1), current > 0 ? CommitOutcome.Conflict : CommitOutcome.NotFound);
                    break;
            }

            await CompareAsync();
        }

        await store.DisposeAsync();
        return true;

        async Task WriteAsync(StoreWrite write, CommitOutcome? refusal)
        {
            var result = await store.CommitAsync(write, default);
            result.Outcome.ShouldBe(refusal ?? CommitOutcome.Committed);
            if (refusal is not null) return;
            log.Add((write.Type, write.Key.Name));
            result.Revision.ShouldBe(log.Count);
            if (write.Type == ChangeType.Deleted) objects.Remove(write.Key.Name);
            else objects[write.Key.Name] = result.Revision;
        }

        async Task CompareAsync()
        {
            var list = await store.ListAsync(null, default);
            list.Revision.ShouldBe(log.Count);
            list.Items.ToDictionary(item => item.Key.Name, item => item.Revision).ShouldBe(objects, ignoreOrder: true);
            (await store.ReadChangesAsync(horizon, int.MaxValue, default)).Select(change => (change.Type, change.Key.Name))
                .ShouldBe(log.Skip((int)horizon));
        }
    }

    private static async Task<EmbeddedStore> OpenAsync(EmbeddedFixture fixture)
    {
        var store = new EmbeddedStore(new(fixture.Directory) { CheckpointBytes = 512 }, null, TimeProvider.System, NullLogger.Instance);
        await store.OpenAsync(default);
        return store;
    }
}
