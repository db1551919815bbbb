using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Docker.Gateways;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests.Docker;

/// <summary>The gateway of a cluster on a real engine.</summary>
public sealed class GatewayStories : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly string cluster = $"gateway-test-{Guid.NewGuid():N}"[..22];
    private readonly ServiceRange range = ServiceRange.Parse(ServiceRanges.Next());
    private DockerEndpoint endpoint = null!;
    private DockerClient docker = null!;
    private DockerGateway gateway = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Name => GatewayContainer.NameOf(cluster);

    public async ValueTask InitializeAsync()
    {
        endpoint = DockerEndpoint.Parse((await DockerEngine.SharedAsync()).Endpoint.OriginalString);
        docker = new DockerClient(endpoint, TimeProvider.System);
        gateway = New();
        await DuckImage.EnsureAsync(endpoint, TimeProvider.System, NullLogger.Instance, Token);
    }

    public async ValueTask DisposeAsync()
    {
        gateway.Dispose();
        await DockerCleaner.CleanAsync(endpoint, cluster, TimeProvider.System, CancellationToken.None);
        docker.Dispose();
    }

    [Fact]
    public async Task A_service_answers_from_the_host_and_from_within_and_again_after_the_gateway_was_killed()
    {
        await using var runtime = NewRuntime();
        await runtime.PrepareAsync(Token);
        var duck = await StartDuckAsync(runtime);
        var address = IPAddress.Parse(Address(77));
        var table = new RoutingTable
        {
            Origin = "test",
            Revision = new TableRevision(1, 1),
            Services = [new ServiceRoute { Namespace = "default", Name = "web", Address = address, Ports = [new PortRoute { Port = 80, Endpoints = [new IPEndPoint(duck, 8080)] }] }],
        };
        await using (var control = await gateway.ConnectAsync(Token))
        {
            await PushAsync(control, table);
            (await GetAsync($"http://{address}/")).ShouldStartWith("Quack! I am duck");

            await using (var inside = await gateway.DialAsync(address, 80, Token))
            {
                await inside.WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), Token);
                (await new StreamReader(inside).ReadToEndAsync(Token)).ShouldContain("Quack!");
            }

            using (var socket = await runtime.DialAsync(duck.ToString(), 8080, Token))
            {
                await socket.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), Token);
                (await new StreamReader(new NetworkStream(socket)).ReadToEndAsync(Token)).ShouldContain("Quack!");
            }

            (await Should.ThrowAsync<SocketException>(() => runtime.DialAsync(duck.ToString(), 1, Token))).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
            (await runtime.ListAsync(Token)).Intruders.ShouldBeEmpty();
            using var connection = new DockerConnection(endpoint, TimeProvider.System);
            await connection.CallAsync(HttpMethod.Post, $"containers/{Name}/kill", TimeSpan.Zero, Token);
            var rest = await new StreamReader(control).ReadToEndAsync(Token).WaitAsync(Soon, Token);
            rest.ShouldNotContain("problem");
        }

        await using var again = await gateway.ConnectAsync(Token);
        await PushAsync(again, table);
        (await GetAsync($"http://{address}/")).ShouldStartWith("Quack! I am duck");
    }

    [Fact]
    public async Task A_connection_that_nobody_takes_says_so()
    {
        var refused = await Should.ThrowAsync<IOException>(() => gateway.DialAsync(IPAddress.Loopback, 1, Token));

        refused.Message.ShouldContain("refused");
        refused.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Many_hold_up_one_gateway_and_an_outdated_one_is_replaced()
    {
        await using (var runtime = NewRuntime()) await runtime.PrepareAsync(Token);
        var network = (await docker.ListNetworksAsync("name", cluster, Token)).ShouldHaveSingleItem();
        var old = await docker.CreateContainerAsync(Name, GatewayContainer.Request(cluster, range, network.Id) with { Image = DuckImage.Name }, Token);
        await docker.StartContainerAsync(old, Token);

        var streams = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var one = New();
            var stream = await one.ConnectAsync(Token);
            return (await ReadAsync(stream), stream);
        }));

        streams.ShouldAllBe(stream => stream.Item1.Applied != null);
        foreach (var (_, stream) in streams) await stream.DisposeAsync();
        var found = await docker.ListContainersAsync([$"{DockerLabels.Cluster}={cluster}"], Token);
        found.ShouldHaveSingleItem().Id.ShouldNotBe(old);
    }

    [Fact]
    public async Task Two_clusters_need_addresses_of_their_own_and_are_told_so()
    {
        await using (var first = NewRuntime()) await first.PrepareAsync(Token);
        await using var second = new DockerRuntime(endpoint, cluster + "x", range, "node-1", TimeProvider.System, NullLogger.Instance);

        var why = await Should.ThrowAsync<DockerException>(() => second.PrepareAsync(Token));

        why.Message.ShouldContain($"the network {cluster} ({range.Cluster}) overlaps");
        why.Message.ShouldContain("--service-cluster-ip-range");
    }

    [Fact]
    public async Task A_network_of_an_earlier_version_is_replaced_unless_it_is_in_use()
    {
        var labels = new Dictionary<string, string> { [DockerLabels.Cluster] = cluster };
        var before = ServiceRange.Parse(ServiceRanges.Next()).Pods.ToString();
        var old = await docker.CreateNetworkAsync(new NetworkRequest(cluster, labels, new NetworkAddresses([new NetworkAddresses.Pool(before)])), Token);
        var user = await docker.CreateContainerAsync(
            cluster + "-user", new ContainerRequest { Image = DuckImage.Name, Labels = labels, HostConfig = new() { NetworkMode = old } }, Token);
        await docker.StartContainerAsync(user, Token);

        (await Should.ThrowAsync<IOException>(() => gateway.ConnectAsync(Token))).Message.ShouldContain(range.Services.ToString());

        await docker.RemoveContainerAsync(user, Token);
        await using var control = await gateway.ConnectAsync(Token);
        (await ReadAsync(control)).Applied.ShouldNotBeNull();
        (await docker.ListNetworksAsync("name", cluster, Token)).ShouldHaveSingleItem().Id.ShouldNotBe(old);
    }

    private DockerGateway New() => new(endpoint, cluster, range, TimeProvider.System, NullLogger.Instance);

    private DockerRuntime NewRuntime() => new(endpoint, cluster, range, "node-1", TimeProvider.System, NullLogger.Instance);

    private string Address(byte last) => new(string.Join('.', range.Services.BaseAddress.ToString().Split('.')[..3]) + "." + last);

    private static async Task<IPAddress> StartDuckAsync(DockerRuntime runtime)
    {
        var pod = new PodIdentity("default", "duck", Guid.NewGuid().ToString());
        var sandbox = await runtime.CreateSandboxAsync(new SandboxSpec(pod, "duck", false, [], new Dictionary<string, string>()), Token);
        var ip = (await runtime.StartSandboxAsync(sandbox, Token)).Ip!;
        var container = await runtime.CreateContainerAsync(sandbox, new ContainerSpec { Pod = pod, Name = "duck", Image = DuckImage.Name, Attempt = 0 }, Token);
        await runtime.StartContainerAsync(container, Token);
        return IPAddress.Parse(ip);
    }

    private static async Task PushAsync(Stream control, RoutingTable table)
    {
        await control.WriteAsync(ControlProtocol.Line(new ControlRequest { Table = table }), Token);
        while ((await ReadAsync(control)).Applied is not { Origin: "test" })
        {
        }
    }

    private static async Task<ControlAnswer> ReadAsync(Stream control)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            await control.ReadExactlyAsync(one, Token).AsTask().WaitAsync(Soon, Token);
            if (one[0] == '\n') return ControlProtocol.ReadAnswer(new System.Buffers.ReadOnlySequence<byte>(line.ToArray()))!;
            line.Add(one[0]);
        }
    }

    private static async Task<string> GetAsync(string url)
    {
        using var http = new HttpClient();
        var text = "";
        await Eventually.Async($"{url} answers", Soon, async () =>
        {
            try
            {
                text = await http.GetStringAsync(new Uri(url), Token);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return text;
    }
}
