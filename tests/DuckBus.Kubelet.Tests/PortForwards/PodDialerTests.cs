using System.Net;
using System.Net.Sockets;
using System.Text;
using DuckBus.Kubelet.PortForwards;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;

namespace DuckBus.Kubelet.Tests.PortForwards;

public sealed class PodDialerTests
{
    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task Where_the_pods_network_is_not_reached_the_runtime_dials()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var runtime = new FakeRuntime(TimeProvider.System) { Inside = ((IPEndPoint)listener.LocalEndpoint).Port };
        var dialer = new PodDialer(runtime);
        var network = new SandboxNetwork(Pid: null, "10.97.0.5", IsReached: false);

        using var one = await dialer.DialAsync(network, 8080, Patience);
        using var two = await dialer.DialAddressAsync(network, 8081, Patience);

        runtime.Calls.ShouldBe(["dial 10.97.0.5:8080", "dial 10.97.0.5:8081"]);
    }

    [Fact]
    public async Task A_stream_looks_like_a_socket_also_when_one_side_ends_before_the_other()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Patience);
        using var pod = await listener.AcceptTcpClientAsync(Patience);

        using var socket = await SocketBridge.OverAsync(client.GetStream(), () => client.Client.Shutdown(SocketShutdown.Send), Patience);
        using var near = new NetworkStream(socket);
        await socket.SendAsync("question"u8.ToArray(), Patience);
        socket.Shutdown(SocketShutdown.Send);
        (await new StreamReader(pod.GetStream()).ReadToEndAsync(Patience)).ShouldBe("question");
        await pod.GetStream().WriteAsync("answer"u8.ToArray(), Patience);
        pod.Close();

        (await new StreamReader(near, Encoding.UTF8).ReadToEndAsync(Patience)).ShouldBe("answer");
    }
}
