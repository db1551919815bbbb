using DuckBus.Client.Api;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Events;

/// <summary>
/// Writes Kubernetes Events in the background: never waits, never throws, counts up what repeats, drops what comes too
/// fast (with a log line).
/// </summary>
/// <param name="api">Where they are written.</param>
/// <param name="component">Who reports: <c>scheduler</c>, <c>kubelet</c>.</param>
/// <param name="host">The node, for kubelets; else null.</param>
/// <param name="time">The clock.</param>
/// <param name="log">For what could not be written.</param>
public sealed class EventRecorder(ApiClient api, string component, string? host, TimeProvider time, ILogger<EventRecorder> log) : IAsyncDisposable
{
    /// <summary>Something expected happened.</summary>
    public void Normal(Resource about, string reason, string message) => throw new NotImplementedException();

    /// <summary>Something went wrong.</summary>
    public void Warning(Resource about, string reason, string message) => throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
