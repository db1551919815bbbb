using DuckBus.Dashboard.Web;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Dashboard.Tests.Web;

public sealed class HostNamesTests
{
    [Theory]
    [InlineData("http://localhost:8082", "localhost", true)]
    [InlineData("http://localhost:8082", "127.0.0.1", true)]
    [InlineData("http://localhost:8082", "[::1]", true)]
    [InlineData("http://localhost:8082", "evil.example", false)]
    [InlineData("http://127.0.0.1:0", "evil.example", false)]
    [InlineData("http://0.0.0.0:8082", "laptop.local", true)]
    [InlineData("http://*:8082", "laptop.local", true)]
    [InlineData("http://0.0.0.0:8082", "dashboard", true)]
    [InlineData("http://0.0.0.0:8082", "192.168.1.5", true)]
    [InlineData("http://0.0.0.0:8082", "localhost", true)]
    [InlineData("http://0.0.0.0:8082", "evil.example", false)]
    [InlineData("http://stage.example.com:8082", "stage.example.com", true)]
    public void A_dashboard_answers_to_names_that_no_foreign_site_can_have(string url, string host, bool allowed) =>
        HostNames.Allows(url, host).ShouldBe(allowed);

    [Theory]
    [InlineData("", false)]
    [InlineData("http://localhost:8082", false)]
    [InlineData("http://localhost:8083", true)]
    [InlineData("http://evil.example", true)]
    [InlineData("null", true)]
    public void A_page_of_another_site_is_foreign(string origin, bool foreign)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString("localhost", 8082);
        if (origin.Length > 0) context.Request.Headers.Origin = origin;
        SafetyHeaders.IsForeign(context.Request).ShouldBe(foreign);
    }
}
