using DuckBus.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Store.Tests.Conformance;

/// <summary>A directory of its own.</summary>
public sealed class EmbeddedFixture : IStoreFixture
{
    /// <summary>Where the journal is.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("duckbus-store-").FullName;

    public string Journal => Path.Combine(Directory, "journal");

    public Task<IResourceStore> CreateAsync(TimeProvider time) =>
        Task.FromResult<IResourceStore>(new EmbeddedStore(new(Directory), null, time, NullLogger.Instance));

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
