namespace DuckBus.Kubelet.Docker;

/// <summary>The services of the compose project that this process is a container of, to be stopped and started by name.</summary>
public sealed class ComposeServices : IDisposable
{
    private const string Project = "com.docker.compose.project";
    private const string Service = "com.docker.compose.service";

    private readonly EngineHands docker;
    private readonly string project;
    private readonly HashSet<string> names;

    private ComposeServices(EngineHands docker, string project, HashSet<string> names)
    {
        this.docker = docker;
        this.project = project;
        this.names = names;
    }

    /// <summary>The project of this container; null if this process is none, or not one of compose.</summary>
    /// <exception cref="DockerException">The engine cannot be used.</exception>
    public static async Task<ComposeServices?> FindAsync(DockerEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        var engine = new EngineHands(endpoint, time);
        try
        {
            // A container's host name is the beginning of its id.
            var all = await engine.ListAsync([Project], cancellationToken);
            var own = all.FirstOrDefault(container => container.Id.StartsWith(Environment.MachineName, StringComparison.OrdinalIgnoreCase));
            if (own?.Labels.GetValueOrDefault(Project) is { } project)
                return new ComposeServices(engine, project, [.. Of(all, project).Select(container => container.Labels.GetValueOrDefault(Service) ?? "")]);
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        engine.Dispose();
        return null;
    }

    /// <summary>Whether there is such a service.</summary>
    public bool Has(string service) => names.Contains(service);

    /// <summary>Kills the containers of a service, so that it can say goodbye to nobody.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> StopAsync(string service, CancellationToken cancellationToken) => EachAsync(service, docker.KillAsync, cancellationToken);

    /// <summary>Starts the containers of a service again.</summary>
    /// <returns>Null, or why not.</returns>
    public Task<string?> StartAsync(string service, CancellationToken cancellationToken) => EachAsync(service, docker.StartAsync, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => docker.Dispose();

    private async Task<string?> EachAsync(string service, Func<string, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        var containers = await docker.ListAsync([$"{Project}={project}", $"{Service}={service}"], cancellationToken);
        await Task.WhenAll(containers.Select(container => act(container.Id, cancellationToken)));
        return containers.Count > 0 ? null : $"The compose project {project} has no service {service}.";
    }

    private static IEnumerable<EngineContainer> Of(IReadOnlyList<EngineContainer> all, string project) =>
        all.Where(container => container.Labels.GetValueOrDefault(Project) == project);
}
