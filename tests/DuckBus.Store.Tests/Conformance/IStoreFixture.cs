namespace DuckBus.Store.Tests.Conformance;

/// <summary>An empty place for a store, of one test.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>A store on that place, not open yet. The embedded one is disposed before the next is opened.</summary>
    Task<IResourceStore> CreateAsync(TimeProvider time);
}
