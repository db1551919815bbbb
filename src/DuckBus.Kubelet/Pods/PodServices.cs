using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Gateway;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Hooks;
using DuckBus.Kubelet.Observation;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Statuses;
using DuckBus.Model.Core;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>What the workers of all pods share.</summary>
internal sealed record PodServices
{
    /// <summary>Back-offs and names.</summary>
    public required KubeletOptions Options { get; init; }

    /// <summary>What runs the containers.</summary>
    public required IContainerRuntime Runtime { get; init; }

    /// <summary>What is on the engine.</summary>
    public required RuntimeView View { get; init; }

    /// <summary>Makes the checks of probes.</summary>
    public required IProbeChecks Checks { get; init; }

    /// <summary>Does what containers want to have done when they start and stop.</summary>
    public required HookRunner Hooks { get; init; }

    /// <summary>ConfigMaps and Secrets.</summary>
    public required IConfigSource Config { get; init; }

    /// <summary>The services that containers are told of.</summary>
    public required ServiceSource Links { get; init; }

    /// <summary>Tokens of the pods' accounts.</summary>
    public required ITokenSource Tokens { get; init; }

    /// <summary>Who answers the names of the cluster.</summary>
    public required ClusterDns Dns { get; init; }

    /// <summary>Takes pods out of the services before they stop.</summary>
    public required IServiceDrain Drain { get; init; }

    /// <summary>The API.</summary>
    public required ApiClient Api { get; init; }

    /// <summary>The pods of this node as the API tells them.</summary>
    public required ICache<Pod> Pods { get; init; }

    /// <summary>Writes statuses.</summary>
    public required StatusWriter Statuses { get; init; }

    /// <summary>Writes events.</summary>
    public required EventRecorder Events { get; init; }

    /// <summary>What statuses tell of the node.</summary>
    public required NodeFacts Facts { get; init; }

    /// <summary>Spans.</summary>
    public required PartTelemetry Telemetry { get; init; }

    /// <summary>Metrics.</summary>
    public required KubeletMetrics Metrics { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Log lines.</summary>
    public required ILogger Log { get; init; }
}
