using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using DuckBus.Kubelet.Runtime;
using DuckBus.Telemetry;

namespace DuckBus.Kubelet.Observation;

/// <summary>A runtime whose calls are timed.</summary>
internal sealed class MeteredRuntime(IContainerRuntime inner, PartTelemetry telemetry, TimeProvider time) : IContainerRuntime
{
    private readonly Histogram<double> seconds = telemetry.Meter.CreateHistogram<double>(
        MetricNames.RuntimeCall, "s", "Time of a call to the container engine");

    /// <inheritdoc />
    public string Name => inner.Name;

    /// <inheritdoc />
    public bool RunsProcesses => inner.RunsProcesses;

    /// <inheritdoc />
    public string? FindUnanswered(TimeSpan atLeast) => inner.FindUnanswered(atLeast);

    /// <inheritdoc />
    public Task PrepareAsync(CancellationToken cancellationToken) => Timed(inner.PrepareAsync(cancellationToken));

    /// <inheritdoc />
    public Task<RuntimeInfo> InfoAsync(CancellationToken cancellationToken) => Timed(inner.InfoAsync(cancellationToken));

    /// <inheritdoc />
    public Task<RuntimeState> ListAsync(CancellationToken cancellationToken) => Timed(inner.ListAsync(cancellationToken));

    /// <inheritdoc />
    public Task<string> CreateSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken) =>
        Timed(inner.CreateSandboxAsync(spec, cancellationToken));

    /// <inheritdoc />
    public Task<RuntimeSandbox> StartSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        Timed(inner.StartSandboxAsync(sandboxId, cancellationToken));

    /// <inheritdoc />
    public Task<SandboxNetwork> SandboxNetworkAsync(string sandboxId, CancellationToken cancellationToken) =>
        Timed(inner.SandboxNetworkAsync(sandboxId, cancellationToken));

    /// <inheritdoc />
    public Task<Socket> DialAsync(string ip, int port, CancellationToken cancellationToken) => inner.DialAsync(ip, port, cancellationToken);

    /// <inheritdoc />
    public Task<string> CreateContainerAsync(string sandboxId, ContainerSpec spec, CancellationToken cancellationToken) =>
        Timed(inner.CreateContainerAsync(sandboxId, spec, cancellationToken));

    /// <inheritdoc />
    public Task<RuntimeContainer> StartContainerAsync(string containerId, CancellationToken cancellationToken) =>
        Timed(inner.StartContainerAsync(containerId, cancellationToken));

    /// <inheritdoc />
    public Task<RuntimeContainer?> InspectContainerAsync(string containerId, CancellationToken cancellationToken) =>
        Timed(inner.InspectContainerAsync(containerId, cancellationToken));

    /// <inheritdoc />
    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken) =>
        Timed(inner.StopContainerAsync(containerId, grace, cancellationToken));

    /// <inheritdoc />
    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) =>
        Timed(inner.RemoveContainerAsync(containerId, cancellationToken));

    /// <inheritdoc />
    public Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        Timed(inner.RemoveSandboxAsync(sandboxId, cancellationToken));

    /// <inheritdoc />
    public Task<byte[]?> ReadFileAsync(string containerId, string path, int limit, CancellationToken cancellationToken) =>
        Timed(inner.ReadFileAsync(containerId, path, limit, cancellationToken));

    /// <inheritdoc />
    public Task WriteVolumesAsync(
        string sandboxId, IReadOnlyList<VolumeContent> contents, bool inUse, CancellationToken cancellationToken) =>
        Timed(inner.WriteVolumesAsync(sandboxId, contents, inUse, cancellationToken));

    /// <inheritdoc />
    public Task RemoveVolumesAsync(PodIdentity pod, CancellationToken cancellationToken) => Timed(inner.RemoveVolumesAsync(pod, cancellationToken));

    /// <inheritdoc />
    public Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) =>
        Timed(inner.FindImageAsync(image, cancellationToken));

    /// <inheritdoc />
    public Task<string?> ImageUserAsync(string image, CancellationToken cancellationToken) => Timed(inner.ImageUserAsync(image, cancellationToken));

    /// <inheritdoc />
    public Task<string> PullImageAsync(string image, CancellationToken cancellationToken) =>
        Timed(inner.PullImageAsync(image, cancellationToken));

    /// <inheritdoc />
    public Task<int> ExecAsync(
        string containerId, IReadOnlyList<string> command, ContainerStreams streams, CancellationToken cancellationToken) =>
        inner.ExecAsync(containerId, command, streams, cancellationToken);

    /// <inheritdoc />
    public Task AttachAsync(string containerId, ContainerStreams streams, CancellationToken cancellationToken) =>
        inner.AttachAsync(containerId, streams, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, ContainerStats>> StatsAsync(IReadOnlyList<string> containerIds, CancellationToken cancellationToken) =>
        Timed(inner.StatsAsync(containerIds, cancellationToken));

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> LogsAsync(string containerId, LogOptions options, CancellationToken cancellationToken) =>
        inner.LogsAsync(containerId, options, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RuntimeEvent> EventsAsync(CancellationToken cancellationToken) => inner.EventsAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task Timed(Task call, [CallerMemberName] string name = "")
    {
        var start = time.GetTimestamp();
        var result = "error";
        try
        {
            await call;
            result = "ok";
        }
        finally
        {
            seconds.Record(
                time.GetElapsedTime(start).TotalSeconds,
                new KeyValuePair<string, object?>("operation", Operation(name)), new KeyValuePair<string, object?>("result", result));
        }
    }

    private async Task<T> Timed<T>(Task<T> call, [CallerMemberName] string name = "")
    {
        await Timed((Task)call, name);
        return await call;
    }

    private static string Operation(string method) =>
        method.EndsWith("Async", StringComparison.Ordinal) ? method[..^"Async".Length] : method;
}
