using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Dns;
using DuckBus.Gateway.Tests.Fakes;

namespace DuckBus.Gateway.Tests.Dns;

public sealed class NameServerTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly UpstreamServer upstream = new();
    private readonly TestGateway gateway;
    private readonly string address = TestGateway.NextAddress();

    public NameServerTests() => gateway = new TestGateway(upstream.Address);

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        upstream.Dispose();
    }

    [Fact]
    public async Task Names_are_answered_as_soon_as_there_is_a_table_and_follow_it()
    {
        await ApplyAsync(A.Service("web", "10.96.0.7"));
        (await AskAsync("web.default.svc.cluster.local"))[^4..].ShouldBe([10, 96, 0, 7]);
        (await AskOverTcpAsync("web.default.svc.cluster.local"))[^4..].ShouldBe([10, 96, 0, 7]);
        await ApplyAsync(A.Service("web", "10.96.0.8"));
        (await AskAsync("web.default.svc.cluster.local"))[^4..].ShouldBe([10, 96, 0, 8]);
    }

    [Fact]
    public async Task All_other_names_are_asked_upstream()
    {
        await ApplyAsync();
        (await AskAsync("duck.example"))[^4..].ShouldBe([192, 0, 2, 1]);
        (await AskOverTcpAsync("duck.example"))[^4..].ShouldBe([192, 0, 2, 2]);
    }

    [Fact]
    public async Task An_external_name_comes_with_its_addresses()
    {
        await ApplyAsync(A.Service("outside") with { ExternalName = "duck.example" });
        var answer = await AskAsync("outside.default.svc.cluster.local");
        DnsMessages.Answers(answer).ShouldBe(2);
        answer[^4..].ShouldBe([192, 0, 2, 1]);
    }

    [Fact]
    public async Task A_silent_name_server_is_asked_twice_and_then_the_question_fails()
    {
        await ApplyAsync();
        DnsMessages.Code(await AskAsync("silent.example")).ShouldBe((int)DnsCode.ServerFailure);
        upstream.Silent.ShouldBe(2);
    }

    [Theory]
    [InlineData("nameserver 127.0.0.11\noptions ndots:0", "127.0.0.11:53")]
    [InlineData("# nameserver 1.1.1.1\nsearch x\nnameserver\t10.0.0.1 \nnameserver fe80::1\n", "10.0.0.1:53 [fe80::1]:53")]
    [InlineData("nameserver\nnameserver x", "")]
    public void Name_servers_are_read_from_the_resolvers_configuration(string configuration, string servers) =>
        string.Join(' ', NameServers.In(configuration)).ShouldBe(servers);

    private Task<Applied> ApplyAsync(params Tables.ServiceRoute[] services) => gateway.ApplyAsync(A.Table(services) with { DnsAddress = A.Ip(address) });

    private async Task<byte[]> AskAsync(string name)
    {
        using var client = new UdpClient(address, gateway.DnsPort);
        await client.SendAsync(DnsMessages.Question(name, DnsType.A));
        return (await client.ReceiveAsync().WaitAsync(Deadline)).Buffer;
    }

    private async Task<byte[]> AskOverTcpAsync(string name)
    {
        using var client = new TcpClient(address, gateway.DnsPort);
        await client.GetStream().WriteAsync(Upstream.Framed(DnsMessages.Question(name, DnsType.A)));
        return (await Upstream.ReadFramedAsync(client.GetStream(), default).WaitAsync(Deadline))!;
    }

    /// <summary>A name server that knows one address, another one over TCP, and keeps silent about one name.</summary>
    private sealed class UpstreamServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly UdpClient udp;
        private int silent;

        public UpstreamServer()
        {
            listener.Start();
            Address = (IPEndPoint)listener.LocalEndpoint;
            udp = new UdpClient(Address);
            _ = Task.Run(UdpAsync);
            _ = Task.Run(TcpAsync);
        }

        public IPEndPoint Address { get; }

        public int Silent => Volatile.Read(ref silent);

        public void Dispose()
        {
            udp.Dispose();
            listener.Dispose();
        }

        private async Task UdpAsync()
        {
            while (true)
            {
                var asked = await udp.ReceiveAsync();
                DnsQuery.Read(asked.Buffer, out var query);
                if (query!.Name.StartsWith("silent", StringComparison.Ordinal)) Interlocked.Increment(ref silent);
                else await udp.SendAsync(Answer(asked.Buffer, query, "192.0.2.1"), asked.RemoteEndPoint);
            }
        }

        private async Task TcpAsync()
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var asked = (await Upstream.ReadFramedAsync(client.GetStream(), default))!;
                DnsQuery.Read(asked, out var query);
                await client.GetStream().WriteAsync(Upstream.Framed(Answer(asked, query!, "192.0.2.2")));
            }
        }

        private static byte[] Answer(byte[] asked, DnsQuery query, string address) => DnsWriter.Answer(
            asked, query, new DnsAnswer(DnsCode.NoError) { Records = [DnsRecord.Host(query.Name, A.Ip(address))] }, 512);
    }
}
