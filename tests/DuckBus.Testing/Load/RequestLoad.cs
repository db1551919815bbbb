using System.Collections.Concurrent;
using System.Diagnostics;

namespace DuckBus.Testing.Load;

/// <summary>Requests at a steady rate, each on a connection of its own, until it is told to stop. What fails is kept with its time.</summary>
public sealed class RequestLoad : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false }) { Timeout = Patience };
    private readonly ConcurrentQueue<string> failures = new();
    private readonly ConcurrentQueue<double> milliseconds = new();
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Task running;

    private RequestLoad(Uri address, double perSecond) => running = Task.Run(() => SendAsync(address, perSecond));

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>How many requests were answered well.</summary>
    public int Answered => milliseconds.Count;

    /// <summary>How long each answer took.</summary>
    public IReadOnlyCollection<double> Milliseconds => milliseconds;

    /// <summary>Starts to ask.</summary>
    public static RequestLoad Start(Uri address, double perSecond) => new(address, perSecond);

    /// <summary>Stops, and waits for all answers.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        stop.Dispose();
    }

    private async Task SendAsync(Uri address, double perSecond)
    {
        var asked = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            var due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond);
            while (asked.Count < due) asked.Add(AskAsync(address));
            await Task.Delay(5);
        }

        await Task.WhenAll(asked);
    }

    private async Task AskAsync(Uri address)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await http.GetAsync(address);
            if (answer.IsSuccessStatusCode) milliseconds.Enqueue(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            else Failed($"answered {(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            Failed($"{e.Message} {e.InnerException?.Message}");
        }

        void Failed(string why) => failures.Enqueue($"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.000} s, after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms: {why}");
    }
}
