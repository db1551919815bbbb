using System.Globalization;
using System.Net;
using System.Text;
using DuckBus.Gateway;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Dialing;
using DuckBus.Kubelet.Docker.Networks;
using DuckBus.Kubelet.Docker.Streams;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker.Gateways;

/// <summary>
/// The gateway of a cluster on a Docker engine, reached through the engine's API. Any number of processes may hold it up at once: what runs is
/// known from the engine alone, and every step may be made twice.
/// </summary>
public sealed class DockerGateway : IGatewayHost, IDisposable
{
    // The gateway listens a moment after its container has started; what was written before waits in the pipe.
    private const string Reach =
        "i=0; while [ $i -lt 200 ]; do $0 nc 127.0.0.1 $1 2>/dev/null && exit 0; i=$((i+1)); $0 usleep 50000; done; "
        + "echo 'the gateway does not listen' >&2; exit 1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly DockerClient docker;
    private readonly ClusterNetwork network;
    private readonly string cluster;
    private readonly ServiceRange range;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private Task<string>? image;
    private volatile string? networkId;

    /// <summary>The gateway of a cluster; nothing is done yet.</summary>
    /// <param name="endpoint">Where the engine listens.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="range">The addresses of its services.</param>
    /// <param name="time">For the patience with the engine.</param>
    /// <param name="log">Says what was made.</param>
    public DockerGateway(DockerEndpoint endpoint, string cluster, ServiceRange range, TimeProvider time, ILogger log)
    {
        docker = new DockerClient(endpoint, time, log);
        network = new ClusterNetwork(docker, cluster, range, time, log);
        (this.cluster, this.range, this.time, this.log) = (cluster, range, time, log);
    }

    /// <inheritdoc />
    public Task<Stream> ConnectAsync(CancellationToken cancellationToken) =>
        OpenAsync(ControlProtocol.Port, cancellationToken);

    /// <inheritdoc />
    public async Task<Stream> DialAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(DialProtocol.Port, cancellationToken);
        try
        {
            await stream.WriteAsync(DialProtocol.Request(new IPEndPoint(address, port)), cancellationToken);
            if (DialProtocol.ReadAnswer(await ReadLineAsync(stream, cancellationToken)) is { } failure) throw new IOException(failure.Message, failure);
            return stream;
        }
        catch (Exception e)
        {
            await stream.DisposeAsync();
            throw e is FormatException ? new IOException($"no connection through the gateway: {e.Message}", e) : e;
        }
    }

    /// <inheritdoc />
    public string? FindClash() => networkId is { } id && AddressClash.Find(HostRoute.All(), range, id) is { } other
        ? AddressClash.Message(cluster, range, other)
        : null;

    /// <inheritdoc />
    public void Dispose() => docker.Dispose();

    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new byte[DialProtocol.LongestLine];
        var length = 0;
        while (length < line.Length && await stream.ReadAsync(line.AsMemory(length, 1), cancellationToken) == 1 && line[length] != '\n') length++;
        return Encoding.UTF8.GetString(line, 0, length);
    }

    /// <summary>A connection to a port of the gateway's own loopback address.</summary>
    private async Task<Stream> OpenAsync(int port, CancellationToken cancellationToken)
    {
        string[] command = [GatewayImage.Shell, "sh", "-c", Reach, GatewayImage.Shell, port.ToString(CultureInfo.InvariantCulture)];
        var request = new ExecRequest(command, AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false, DockerSession.DetachKeys);
        for (var since = time.GetTimestamp(); ;)
        {
            try
            {
                var exec = await docker.CreateExecAsync(await EnsureAsync(cancellationToken), request, cancellationToken);
                return new ExecStream(await docker.StartExecAsync(exec, tty: false, cancellationToken));
            }
            catch (DockerException e) when (IsRace(e) && time.GetElapsedTime(since) < Patience)
            {
                // It died a moment ago.
                await Task.Delay(LookAgain, time, cancellationToken);
            }
            catch (RuntimeException e)
            {
                throw new IOException(e.Message, e);
            }
        }
    }

    private static bool IsRace(DockerException e) => e.Status is HttpStatusCode.Conflict or HttpStatusCode.NotFound;

    /// <summary>The id of the container, which runs.</summary>
    private async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var name = GatewayContainer.NameOf(cluster);
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < Patience;)
        {
            var found = await network.EnsureAsync(cancellationToken);
            networkId = found.Id;
            if (!found.HasServices) throw new DockerException($"the network {cluster} has no room for the services' addresses {range.Services}");
            var imageId = await ImageAsync(cancellationToken);
            var container = await docker.FindContainerAsync(name, cancellationToken);
            var step = GatewayContainer.Next(container, imageId, found.Id);
            if (step == GatewayStep.Use) return container!.Id;
            try
            {
                await DoAsync(step, container?.Id, found.Id, cancellationToken);
                if (step == GatewayStep.Start) return container!.Id;
            }
            catch (DockerException e) when (IsRace(e))
            {
                // Another process was faster, or somebody cleans up: look again.
                await Task.Delay(LookAgain, time, cancellationToken);
            }
        }

        throw new DockerException($"the gateway {name} does not stay: somebody removes it as fast as it is started");
    }

    private async Task DoAsync(GatewayStep step, string? container, string networkId, CancellationToken cancellationToken)
    {
        var name = GatewayContainer.NameOf(cluster);
        switch (step)
        {
            case GatewayStep.Create:
                await docker.CreateContainerAsync(name, GatewayContainer.Request(cluster, range, networkId), cancellationToken);
                break;
            case GatewayStep.Start:
                await docker.StartContainerAsync(container!, cancellationToken);
                log.LogDebug("gateway {Name} started", name);
                break;
            default:
                await docker.RemoveContainerAsync(container!, cancellationToken);
                break;
        }
    }

    /// <summary>
    /// The image that its name means now. It is made once; if a process of another version makes it anew, that is the image to use, so that
    /// two versions do not replace each other's gateway for ever.
    /// </summary>
    private async Task<string> ImageAsync(CancellationToken cancellationToken)
    {
        var made = await MakeImageAsync().WaitAsync(cancellationToken);
        if (await docker.FindImageAsync(GatewayImage.Name, cancellationToken) is { } now) return now.Id;
        lock (gate) image = null;
        return made;
    }

    private Task<string> MakeImageAsync()
    {
        lock (gate)
        {
            if (image is null or { IsFaulted: true } or { IsCanceled: true })
                image = Task.Run(() => GatewayImage.EnsureAsync(docker, log, CancellationToken.None));
            return image;
        }
    }
}
