using System.Net;

namespace DuckBus.Telemetry.Tests;

public sealed class HealthServerTests
{
    [Fact]
    public async Task A_part_says_whether_it_lives_whether_it_is_ready_and_what_it_did()
    {
        using var part = new PartTelemetry("controllers");
        part.Meter.CreateCounter<int>(MetricNames.ReconcileErrors).Add(1);
        var reason = "the API server does not answer";
        await using var server = await HealthServer.StartAsync("http://127.0.0.1:0", part, () => reason, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };

        (await GetAsync(http, "/healthz")).ShouldBe((HttpStatusCode.OK, "ok\n"));
        (await GetAsync(http, "/livez")).ShouldBe((HttpStatusCode.OK, "ok\n"));
        (await GetAsync(http, "/readyz")).ShouldBe((HttpStatusCode.ServiceUnavailable, "the API server does not answer\n"));
        (await GetAsync(http, "/readyz?verbose")).Text.ShouldBe("[+]ping ok\n[-]ready failed: the API server does not answer\nreadyz check failed\n");
        (await GetAsync(http, "/metrics")).Text.ShouldContain("""duckbus_reconcile_errors_total{part="controllers"} 1""");

        reason = null;
        (await GetAsync(http, "/readyz")).ShouldBe((HttpStatusCode.OK, "ok\n"));
        (await GetAsync(http, "/readyz?verbose")).ShouldBe((HttpStatusCode.OK, "[+]ping ok\nreadyz check passed\n"));
    }

    [Fact]
    public async Task A_taken_port_is_an_error_at_start()
    {
        using var part = new PartTelemetry("controllers");
        await using var first = await HealthServer.StartAsync("http://127.0.0.1:0", part, () => null, CancellationToken.None);
        await Should.ThrowAsync<IOException>(
            () => HealthServer.StartAsync(first.Urls.Single(), part, () => null, CancellationToken.None));
    }

    private static async Task<(HttpStatusCode Code, string Text)> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
