using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Fakes;

/// <summary>A gateway in this process, whose services are on loopback addresses.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private static int last;
    private readonly GatewayPart gateway;
    private readonly TcpClient control = new();
    private readonly StreamReader answers;
    private long revision = 1;

    public TestGateway(params IPEndPoint[] nameServers)
    {
        DnsPort = FreePort.Next();
        gateway = GatewayPart.Start(
            new GatewayOptions { Control = new IPEndPoint(IPAddress.Loopback, 0), DnsPort = DnsPort, NameServers = nameServers }, TimeProvider.System);
        control.Connect(gateway.Control);
        answers = new StreamReader(control.GetStream());
    }

    public int DnsPort { get; }

    /// <summary>An address for a service that no other test has.</summary>
    public static string NextAddress()
    {
        var n = Interlocked.Increment(ref last);
        return $"127.96.{n / 250}.{(n % 250) + 1}";
    }

    /// <summary>Sends a table and reads what is in force after it.</summary>
    public async Task<Applied> ApplyAsync(RoutingTable table) =>
        (await AskAsync(new ControlRequest { Table = table with { Revision = new TableRevision(++revision, 1) } })).Applied!;

    public async Task<ControlAnswer> AskAsync(ControlRequest request)
    {
        await SendAsync(ControlProtocol.Line(request));
        var answer = await ReadAsync();

        // The first line of a stream comes unasked.
        return answer.Applied is { Origin: "" } ? await ReadAsync() : answer;
    }

    public async Task SendAsync(byte[] line) => await control.GetStream().WriteAsync(line);

    public async Task<ControlAnswer> ReadAsync()
    {
        var line = await answers.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return ControlProtocol.ReadAnswer(new(System.Text.Encoding.UTF8.GetBytes(line!)))!;
    }

    public static async Task<Socket> ConnectAsync(string address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Parse(address), port);
        return socket;
    }

    /// <summary>Connects, says nothing, and reads to the end.</summary>
    public static async Task<string> GreetingAsync(string address, int port)
    {
        using var socket = await ConnectAsync(address, port);
        using var reader = new StreamReader(new NetworkStream(socket));
        socket.Shutdown(SocketShutdown.Send);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await gateway.DisposeAsync();
    }
}
