using System.Text;
using DuckBus.Proxy.Feed;

namespace DuckBus.Proxy.Tests.Feed;

public sealed class GatewaySessionTests
{
    [Theory]
    [InlineData("OCI runtime exec failed: exec failed: no such process\r\n", "it cannot be talked to: OCI runtime exec failed: exec failed: no such process")]
    [InlineData("container 4711 is not running", "it cannot be talked to: container 4711 is not running")]
    [InlineData("{\"applied\"\n", "the gateway answers what nobody understands: {\"applied\"")]
    [InlineData("", "the gateway ended the control stream")]
    public async Task What_is_no_answer_is_told_as_it_was_said(string said, string told)
    {
        await using var session = new GatewaySession(new MemoryStream(Encoding.UTF8.GetBytes(said)), (_, _) => Task.FromResult(0));

        var broken = await Should.ThrowAsync<IOException>(() => session.RunAsync(TestContext.Current.CancellationToken));

        broken.Message.ShouldBe(told);
    }
}
