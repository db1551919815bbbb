using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Probes;

/// <summary>Probe is a check that the kubelet makes of a container, again and again. Exactly one of exec, httpGet, tcpSocket and grpc says how.</summary>
public sealed record Probe : Extensible
{
    /// <summary>Runs a command in the container; exit code 0 is success.</summary>
    [Proto(1, 1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Gets a page; a status from 200 to 399 is success.</summary>
    [Proto(1, 2)]
    public HttpGetAction? HttpGet { get; init; }

    /// <summary>Opens a connection; that it opens is success.</summary>
    [Proto(1, 3)]
    public TcpSocketAction? TcpSocket { get; init; }

    /// <summary>Asks the gRPC health service; SERVING is success.</summary>
    [Proto(1, 4)]
    public GrpcAction? Grpc { get; init; }

    /// <summary>Seconds from the start of the container to the first check; 0 unless given.</summary>
    [Proto(2)]
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Seconds after which a check has failed; 1 unless given, at least 1.</summary>
    [Proto(3), Default(1)]
    public int? TimeoutSeconds { get; init; }

    /// <summary>Seconds from check to check; 10 unless given, at least 1.</summary>
    [Proto(4), Default(10)]
    public int? PeriodSeconds { get; init; }

    /// <summary>Successes in a row that make up for a failure; 1 unless given, and always 1 for liveness and startup.</summary>
    [Proto(5), Default(1)]
    public int? SuccessThreshold { get; init; }

    /// <summary>Failures in a row that count as one; 3 unless given, at least 1.</summary>
    [Proto(6), Default(3)]
    public int? FailureThreshold { get; init; }

    /// <summary>Seconds that the container gets to end when the probe fails; the pod's unless given, at least 1. Not for readiness.</summary>
    [Proto(7)]
    public long? TerminationGracePeriodSeconds { get; init; }
}
