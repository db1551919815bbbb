using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>The checks that Kubernetes knows, each with its time limit.</summary>
internal sealed class ProbeChecks(IContainerRuntime runtime, PodConnector connector, TimeProvider time) : IProbeChecks
{
    /// <inheritdoc />
    public async Task<ProbeResult> CheckAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken)
    {
        try
        {
            return await InTimeAsync(target, probe, cancellationToken) ?? ProbeResult.Failure(await TooSlowAsync(target, probe, cancellationToken));
        }
        catch (RuntimeException failure)
        {
            return ProbeResult.Failure(failure.Message);
        }
    }

    private async Task<ProbeResult?> InTimeAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(ProbeSchedule.Of(probe).Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await RunAsync(target, probe, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private Task<ProbeResult> RunAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken) => probe switch
    {
        { Exec: { } exec } => ExecCheck.RunAsync(runtime, target, exec, cancellationToken),
        { HttpGet: { } get } => HttpCheck.RunAsync(connector, target, get, cancellationToken),
        { TcpSocket: { } tcp } => TcpCheck.RunAsync(connector, target, tcp, cancellationToken),
        { Grpc: { } grpc } => GrpcCheck.RunAsync(connector, target, grpc, cancellationToken),
        _ => Task.FromResult(ProbeResult.Failure("missing probe handler")),
    };

    private async Task<string> TooSlowAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken)
    {
        var limit = $"{ProbeSchedule.Of(probe).Timeout.TotalSeconds:0}s";
        return probe switch
        {
            { Exec: { } exec } => $"command timed out: \"{string.Join(' ', exec.Command ?? [])}\" timed out after {limit}",
            { HttpGet: { } get } =>
                $"Get \"{await HttpCheck.UrlAsync(connector, target, get, cancellationToken)}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
            { TcpSocket: { } tcp } => $"dial tcp {await connector.HostAsync(target, tcp.Host, cancellationToken)}:{target.Port(tcp.Port)}: i/o timeout",
            _ => $"timeout: health rpc did not complete within {limit}",
        };
    }
}
