using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Store;

namespace DuckBus.ApiServer.Services;

/// <summary>
/// What was taken for one write of a service. After a write that was made, what the service no longer has is given back;
/// after one that was not, what was taken for it.
/// </summary>
internal sealed class ServiceClaim(Resource resource, Reservations? reservations) : IAsyncDisposable
{
    private readonly Dictionary<ResourceKey, long> taken = [];
    private readonly Dictionary<ResourceKey, long> dropped = [];
    private bool kept;

    /// <summary>The object as it is to be written, with its addresses and ports.</summary>
    public Resource Resource { get; set; } = resource;

    /// <summary>Notes what was taken for the write.</summary>
    public void Took(ResourceKey key, long revision) => taken[key] = revision;

    /// <summary>Notes what goes back when the write is made.</summary>
    public void WillDrop(ResourceKey key, long revision) => dropped[key] = revision;

    /// <summary>The write was made.</summary>
    public void Keep() => kept = true;

    public async ValueTask DisposeAsync()
    {
        if (reservations is null) return;
        try
        {
            foreach (var (key, revision) in kept ? dropped : taken) await reservations.ReleaseAsync(key, revision, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // What is left over is found and given back by the repair.
        }
    }
}
