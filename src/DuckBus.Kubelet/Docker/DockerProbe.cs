namespace DuckBus.Kubelet.Docker;

/// <summary>What came of asking for a Docker engine.</summary>
/// <param name="Endpoint">Where it was asked; null if DOCKER_HOST cannot be understood.</param>
/// <param name="Version">The engine's version if it answers, else null.</param>
/// <param name="Why">One line for people: which engine answers, or why none does and what to do.</param>
public sealed record DockerProbe(DockerEndpoint? Endpoint, string? Version, string Why)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether an engine answers.</summary>
    public bool Available => Version is not null;

    /// <summary>Whether an engine is there that this user may not use.</summary>
    public bool Forbidden { get; private init; }

    /// <summary>Asks the engine of the environment whether it is there. Never throws for what an engine may do; takes 3 s at most.</summary>
    public static async Task<DockerProbe> RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(DockerEndpoint.FromEnvironment(), time, cancellationToken);
        }
        catch (DockerException e)
        {
            return new(Endpoint: null, Version: null, e.Message);
        }
    }

    /// <summary>Asks the engine at an endpoint whether it is there.</summary>
    public static async Task<DockerProbe> RunAsync(DockerEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        using var connection = new DockerConnection(endpoint, time) { Patience = Patience };
        try
        {
            var engine = await connection.VersionAsync(cancellationToken);
            return new(endpoint, engine.Version, $"Docker {engine.Version} answers at {endpoint}");
        }
        catch (DockerException e)
        {
            return new(endpoint, Version: null, e.Message) { Forbidden = EngineTrouble.IsForbidden(e) };
        }
    }
}
