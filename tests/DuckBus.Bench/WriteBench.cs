using System.Diagnostics;
using System.Text;

namespace DuckBus.Bench;

/// <summary>Small creates per second from 32 clients through one API server into PostgreSQL.</summary>
public static class WriteBench
{
    private const int Clients = 32;

    public static async Task RunAsync(Report report, TimeSpan time)
    {
        await using var server = await BenchServer.StartAsync();
        var address = server.Address;
        await LoadAsync(address, "warm", TimeSpan.FromSeconds(3));
        var rates = new List<double>();
        for (var round = 0; round < 3; round++) rates.Add(await LoadAsync(address, $"r{round}", time / 3));
        report.Add($"creates per second, {Clients} clients, PostgreSQL", $"{Report.Median(rates):0}/s ({rates.Min():0}–{rates.Max():0})", "5000/s", Report.Median(rates) >= 5000);
    }

    private static async Task<double> LoadAsync(Uri address, string prefix, TimeSpan time)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = address };
        var path = new Uri("/api/v1/namespaces/default/configmaps", UriKind.Relative);
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var count = 0;
            for (; clock.Elapsed < time; count++)
            {
                using var body = new StringContent($$$"""{"metadata": {"name": "{{{prefix}}}-{{{client}}}-{{{count}}}"}, "data": {"a": "b"}}""", Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(path, body);
                answer.EnsureSuccessStatusCode();
            }

            return count;
        }));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
