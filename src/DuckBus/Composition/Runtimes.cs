using DuckBus.Configuration;
using DuckBus.Gateway;
using DuckBus.Kubelet.Accidents;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Docker.Gateways;
using DuckBus.Kubelet.Files;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>What runs the containers of this machine's nodes, and why.</summary>
/// <param name="Docker">The engine, or null for files.</param>
/// <param name="Why">One line for people.</param>
internal sealed record Runtimes(DockerEndpoint? Docker, string Why)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Takes what the settings ask for; by default Docker if an engine answers, else files. An engine that is there and may
    /// not be used is an error: falling back would hide it.
    /// </summary>
    /// <exception cref="CannotStartException">The engine is asked for, or may not be used.</exception>
    public static async Task<Runtimes> ChooseAsync(Host host)
    {
        var choice = host.Settings.Runtime;
        if (choice == RuntimeChoice.File)
            return new Runtimes(null, "file runtime, as asked for: containers are lines in a file");

        var probe = await DockerProbe.RunAsync(host.Time, host.Stopping);
        if (probe is { Available: true, Endpoint: { } endpoint })
            return Found(endpoint, probe.Version!);
        return Without(choice, probe);
    }

    /// <summary>
    /// The same for a kubelet, which somebody else started and nobody looks at: an engine that it was told to use is waited for,
    /// since it may be starting again just now.
    /// </summary>
    /// <exception cref="CannotStartException">The engine may not be used, or nobody knows where it is.</exception>
    public static async Task<Runtimes> WaitForAsync(Host host, ILogger log)
    {
        if (host.Settings.Runtime != RuntimeChoice.Docker) return await ChooseAsync(host);
        for (string? said = null; ;)
        {
            var probe = await DockerProbe.RunAsync(host.Time, host.Stopping);
            if (probe is { Available: true, Endpoint: { } endpoint }) return Found(endpoint, probe.Version!);
            if (probe.Forbidden || probe.Endpoint is null) throw new CannotStartException(probe.Why);
            if (said != probe.Why) log.LogWarning("⚠ trying again every second: {Reason}", said = probe.Why);
            await Task.Delay(Retry, host.Time, host.Stopping);
        }
    }

    private static Runtimes Found(DockerEndpoint endpoint, string version) =>
        new(endpoint, $"Docker {version} at {endpoint.SocketPath ?? endpoint.Address}");

    private static Runtimes Without(RuntimeChoice choice, DockerProbe probe)
    {
        if (choice == RuntimeChoice.Docker || probe.Forbidden || probe.Endpoint is null)
            throw new CannotStartException(probe.Why + (choice == RuntimeChoice.Auto ? "; or say --runtime file" : ""));
        return new Runtimes(
            null, $"file runtime: no Docker engine answers at {probe.Endpoint.SocketPath ?? probe.Endpoint.Address}; start Docker for real containers");
    }

    /// <summary>Makes sure of the image that containers run which name none. Without it the cluster works all the same.</summary>
    public async Task EnsureDuckImageAsync(Host host)
    {
        if (Docker is null) return;
        var log = host.Logs.CreateLogger("images");
        try
        {
            await DuckImage.EnsureAsync(Docker, host.Time, log, host.Stopping);
        }
        catch (RuntimeException e)
        {
            log.LogWarning("the duck image cannot be built: {Reason}", e.Message);
        }
    }

    /// <summary>Where the gateway of the cluster runs; null with files, whose pods have no network.</summary>
    public DockerGateway? Gateway(Host host) => Docker is { } endpoint
        ? new DockerGateway(
            endpoint, host.Settings.ClusterName, ServiceRange.Parse(host.Settings.ServiceClusterIpRange), host.Time, host.Logs.CreateLogger("gateway"))
        : null;

    /// <summary>The runtime of one node.</summary>
    public IContainerRuntime For(string node, Host host)
    {
        var log = host.Logs.CreateLogger($"kubelet/{node}");
        return Docker is { } endpoint
            ? new DockerRuntime(endpoint, host.Settings.ClusterName, ServiceRange.Parse(host.Settings.ServiceClusterIpRange), node, host.Time, log)
            : new FileRuntime(PartOptions.NodesDirectory(host.Settings), node, host.Time, log);
    }

    /// <summary>What can happen to the containers of all nodes, past the kubelets.</summary>
    public IAccidents Accidents(Host host) => Docker is { } endpoint
        ? new DockerAccidents(endpoint, host.Settings.ClusterName, host.Time)
        : new FileAccidents(PartOptions.NodesDirectory(host.Settings), host.Time);
}
