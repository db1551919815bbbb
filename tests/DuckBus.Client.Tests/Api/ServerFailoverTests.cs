using System.Net;
using System.Net.Sockets;
using DuckBus.Client.Api;

namespace DuckBus.Client.Tests.Api;

public sealed class ServerFailoverTests
{
    private static readonly Uri[] Servers = [new("http://first:1"), new("http://second:2")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // .NET asks a new connection for its peer, and tells a reset that came sooner by a bare SocketException.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_never_sent_goes_to_the_next_server(bool bare)
    {
        var asked = new List<string>();
        using var client = Client(request =>
        {
            asked.Add(request.RequestUri!.Host);
            if (asked.Count > 1) return new HttpResponseMessage(HttpStatusCode.OK);
            var gone = new SocketException((int)SocketError.NotConnected);
            throw bare ? gone : new HttpRequestException(HttpRequestError.ConnectionError, null, gone);
        });
        using var answer = await client.GetAsync(new Uri("http://first:1/api"), Cancel);
        asked.ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task When_no_server_can_be_reached_the_message_names_the_last()
    {
        using var client = Client(_ => throw new SocketException((int)SocketError.NotConnected));
        var failure = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://first:1/api"), Cancel));
        failure.Message.ShouldContain("second:2");
    }

    private static HttpClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer) => new(new ServerFailover(Servers, new Stub(answer)));

    private sealed class Stub(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
