using System.ComponentModel;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Containers;

/// <summary>What to run. The name alone is enough.</summary>
public sealed record ContainerRequest
{
    /// <summary>The name, a DNS label: lower-case letters, digits and dashes, at most 63.</summary>
    public string? Name { get; init; }

    /// <summary>The image; <c>duckbus/duck:local</c> unless given, a small web server on port 8080 that answers with its pod and node.</summary>
    [DefaultValue(ContainerFace.Duck)]
    public string? Image { get; init; }

    /// <summary>The program and its arguments, instead of the image's.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Environment variables, as name and value.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>
    /// TCP ports that the container listens on. Each gets an address in the cluster and a port on every node, which the answer
    /// tells. <c>"HOST:CONTAINER"</c> chooses the port: from 30000 to 32767 on every node, any other on the node of the one pod.
    /// </summary>
    public IReadOnlyList<IntOrString>? Ports { get; init; }

    /// <summary>How many copies; 1 unless given.</summary>
    [DefaultValue(1)]
    public int? Replicas { get; init; }

    /// <summary>The node to run on; the scheduler chooses unless given.</summary>
    public string? Node { get; init; }
}
