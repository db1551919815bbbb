using System.Net;
using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Docker;

/// <summary>What somebody does to an engine by hand, past every kubelet: <c>docker ps</c>, <c>run</c>, <c>kill</c>, <c>stop</c>, <c>start</c>, <c>rm</c>.</summary>
/// <param name="endpoint">Where the engine listens.</param>
/// <param name="time">For the patience with the engine.</param>
public sealed class EngineHands(DockerEndpoint endpoint, TimeProvider time) : IDisposable
{
    private const int MostLines = 5000;

    private readonly DockerClient docker = new(endpoint, time);

    /// <summary>All containers, running or not, that carry all of the labels (<c>key</c> or <c>key=value</c>).</summary>
    public async Task<IReadOnlyList<EngineContainer>> ListAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
    [
        .. (await docker.ListContainersAsync(labels, cancellationToken)).Select(container => new EngineContainer(
            container.Id,
            (container.Names is [var name, ..] ? name : container.Id).TrimStart('/'),
            container.State == "running",
            container.Labels ?? new Dictionary<string, string>())),
    ];

    /// <summary>Starts a container of an image that is there.</summary>
    /// <returns>Its id; null if another container has the name.</returns>
    public async Task<string?> RunAsync(
        string name, string image, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ContainerRequest { Image = image, Labels = labels, HostConfig = new() };
            var id = await docker.CreateContainerAsync(name, request, cancellationToken);
            await docker.StartContainerAsync(id, cancellationToken);
            return id;
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            return null;
        }
    }

    /// <summary>Kills a container's process, as a crash does. What does not run is left alone.</summary>
    public Task KillAsync(string id, CancellationToken cancellationToken) => docker.KillContainerAsync(id, cancellationToken);

    /// <summary>Stops a container in good order.</summary>
    public Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => docker.StopContainerAsync(id, grace, cancellationToken);

    /// <summary>Starts a container that was stopped.</summary>
    public Task StartAsync(string id, CancellationToken cancellationToken) => docker.StartContainerAsync(id, cancellationToken);

    /// <summary>Kills and removes a container.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => docker.RemoveContainerAsync(id, cancellationToken);

    /// <summary>What a container has written, its latest lines.</summary>
    public async Task<IReadOnlyList<string>> LogsAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await docker.OpenLogsAsync(id, $"stdout=1&stderr=1&timestamps=1&tail={MostLines}", cancellationToken);
        var lines = new List<string>();
        await foreach (var line in DockerLogs.ReadFramedAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken))
            lines.Add(line.Text);
        return lines;
    }

    /// <summary>Whether an image is there.</summary>
    public async Task<bool> HasImageAsync(string image, CancellationToken cancellationToken) =>
        await docker.FindImageAsync(image, cancellationToken) is not null;

    /// <inheritdoc />
    public void Dispose() => docker.Dispose();
}
