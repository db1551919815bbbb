using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Dialing;
using DuckBus.Gateway.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Dialing;

public sealed class DialTests : IDisposable
{
    private readonly DialServer server = new(new IPEndPoint(IPAddress.Loopback, 0));

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_connection_is_made_and_its_bytes_follow_the_answer()
    {
        using var echo = new EchoServer("duck");
        using var client = await AskAsync(DialProtocol.Request(echo.Address));
        var stream = client.GetStream();
        client.Client.Shutdown(SocketShutdown.Send);

        (await new StreamReader(stream).ReadToEndAsync()).ShouldStartWith("+\nduck");
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_number()
    {
        using var client = await AskAsync(DialProtocol.Request(new IPEndPoint(IPAddress.Loopback, FreePort.Next())));

        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync();

        DialProtocol.ReadAnswer(answer.Trim())!.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task Who_asks_for_nonsense_is_refused()
    {
        using var client = await AskAsync("GET / HTTP/1.1\n"u8.ToArray());

        (await new StreamReader(client.GetStream()).ReadToEndAsync()).ShouldStartWith("-");
    }

    [Theory]
    [InlineData("10.97.0.5:8080", "10.97.0.5:8080")]
    [InlineData("[fd00::1]:80", "[fd00::1]:80")]
    [InlineData("10.97.0.5", null)]
    [InlineData("duck:80", null)]
    [InlineData("", null)]
    public void A_request_names_an_address_and_a_port(string line, string? target) =>
        DialProtocol.ReadRequest(line)?.ToString().ShouldBe(target);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-x y")]
    [InlineData("nc: applet not found")]
    public void What_is_no_answer_is_told_as_such(string line) =>
        Should.Throw<FormatException>(() => DialProtocol.ReadAnswer(line)).Message.ShouldContain($"'{line}'");

    private async Task<TcpClient> AskAsync(byte[] request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address);
        await client.GetStream().WriteAsync(request);
        return client;
    }
}
