using System.Diagnostics;
using System.Globalization;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>
/// Calls by chance, against a real server. DUCKBUS_FUZZ_SEED replays a run that failed, DUCKBUS_FUZZ_SECONDS makes it longer.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : ServerTests
{
    private const int ReadAllEvery = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Whatever_is_asked_the_server_answers_and_what_it_took_can_be_read()
    {
        var seed = Setting("DUCKBUS_FUZZ_SEED", Random.Shared.Next());
        output.WriteLine($"DUCKBUS_FUZZ_SEED={seed}");
        var calls = new RandomCall(new Random(seed));
        var clock = Stopwatch.StartNew();
        var limit = TimeSpan.FromSeconds(Setting("DUCKBUS_FUZZ_SECONDS", 8));
        var codes = new SortedDictionary<int, int>();
        FuzzCall? before = null;
        for (var number = 1; clock.Elapsed < limit; number++)
        {
            var call = calls.Next();
            var (code, type, text) = await SendAsync(call, seed, number);
            codes[code] = codes.GetValueOrDefault(code) + 1;
            if (Verdict.Of(call, code, type, text) is { } wrong)
                Assert.Fail($"{wrong}: {code} {text}\nseed {seed}, call {number}:\n{call}\n\nbefore it:\n{before}");
            if (call.Stores && code is 200 or 201) await ReadBack.CheckAsync(Server, text, $"seed {seed}, call {number}:\n{call}");
            if (number % ReadAllEvery == 0) await ReadBack.CheckAsync(Server);
            before = call;
        }

        output.WriteLine(string.Join(", ", codes.Select(code => $"{code.Value} × {code.Key}")));
        codes.Keys.ShouldBeSubsetOf([200, 201, 301, 302, 304, 400, 403, 404, 405, 406, 409, 410, 413, 415, 422, 429, 503, 504]);
        codes.Keys.ShouldContain(201);
        await ReadBack.CheckAsync(Server);
    }

    private async Task<(int Code, string? Type, string Text)> SendAsync(FuzzCall call, int seed, int number)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var request = call.Request(Server.Part.Address);
            using var response = await Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var code = (int)response.StatusCode;
            var text = call.Streams && code < 300 ? "{}" : await response.Content.ReadAsStringAsync(patience.Token);
            return (code, response.Content.Headers.ContentType?.MediaType, text);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            throw new InvalidOperationException($"no answer: {e.Message}\nseed {seed}, call {number}:\n{call}", e);
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
