namespace DuckBus.Store.Tests.Conformance;

/// <summary>A test of a store: opens it, and closes all when the test is over.</summary>
public abstract class StoreTest(IStoreFixture fixture) : IAsyncLifetime
{
    private readonly List<IResourceStore> opened = [];
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));

    /// <summary>The store under test.</summary>
    protected IResourceStore Store => opened[^1];

    /// <summary>Ends what hangs.</summary>
    protected CancellationToken Deadline => deadline.Token;

    protected virtual TimeProvider Time => TimeProvider.System;

    public virtual async ValueTask InitializeAsync() => await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var store in opened) await store.DisposeAsync();
        await fixture.DisposeAsync();
        deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens one more store at the same place.</summary>
    protected async Task<IResourceStore> OpenAsync()
    {
        var store = await fixture.CreateAsync(Time);
        opened.Add(store);
        await store.OpenAsync(Deadline);
        return store;
    }

    /// <summary>Closes the store and opens it again, as after a restart of the server.</summary>
    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        opened.Remove(Store);
        await OpenAsync();
    }

    protected Task<CommitResult> CommitAsync(StoreWrite write) => Store.CommitAsync(write, Deadline);

    /// <summary>A write that must succeed; its revision.</summary>
    protected async Task<long> MadeAsync(StoreWrite write)
    {
        var result = await CommitAsync(write);
        result.Outcome.ShouldBe(CommitOutcome.Committed, write.ToString());
        return result.Revision;
    }

    /// <summary>Commits that many new objects at once.</summary>
    protected Task FillAsync(int count, string prefix = "filler") =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => MadeAsync(Writes.Add($"{prefix}-{i}"))));
}
