using System.Net.Sockets;
using System.Text;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Http;

/// <summary>Requests that no HTTP client sends. Kestrel answers most of them before anything of ours is asked, so without a Status.</summary>
public sealed class RawRequestTests : ServerTests
{
    [Theory]
    [InlineData("GET /api/v1/pods/%00 HTTP/1.1\r\nHost: duck\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("NONSENSE\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /api/v1/pods HTTP/1.1\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /api/v1/pods HTTP/1.1\r\nHost: duck\r\nAccept: {0}\r\n\r\n", "HTTP/1.1 431")]
    [InlineData("GET /api/v1/pods?{0} HTTP/1.1\r\nHost: duck\r\n\r\n", "HTTP/1.1 414")]
    public async Task What_is_no_HTTP_is_refused_and_others_are_served(string request, string answer)
    {
        (await SendAsync(request.Replace("{0}", new string('x', 40_000), StringComparison.Ordinal))).ShouldStartWith(answer);

        (await Server.GetAsync("/api/v1/pods")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_body_that_is_said_to_be_endless_is_refused_before_it_comes() =>
        (await SendAsync($"POST /api/v1/namespaces HTTP/1.1\r\nHost: duck\r\nContent-Type: application/json\r\nContent-Length: {long.MaxValue}\r\n\r\n"))
            .ShouldStartWith("HTTP/1.1 413");

    private async Task<string> SendAsync(string request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Part.Address.Host, Server.Part.Address.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), patience.Token);
        var line = new byte[64];
        return Encoding.ASCII.GetString(line, 0, await stream.ReadAsync(line, patience.Token));
    }
}
