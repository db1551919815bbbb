using System.Text.Json;

namespace DuckBus.Dashboard.Races;

/// <summary>Looks at the clusters of the race four times a second while somebody watches.</summary>
public sealed class RaceTrack(IReadOnlyList<Runner> runners, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>Who takes part.</summary>
    public IReadOnlyList<Runner> Runners => runners;

    /// <summary>Watches one cluster until cancelled.</summary>
    public async Task WatchAsync(Runner runner, Func<Lane, Task> tell, CancellationToken cancellationToken)
    {
        Lane? lane = null;
        var looked = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            var (squares, trouble) = await LookAsync(runner, cancellationToken);
            lane = Lanes.After(lane, runner.Name, squares, trouble, time.GetElapsedTime(looked));
            looked = time.GetTimestamp();
            await tell(lane);
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task<(IReadOnlyList<LaneSquare>? Squares, string? Trouble)> LookAsync(Runner runner, CancellationToken cancellationToken)
    {
        try
        {
            return (Lanes.Read(await http.GetStringAsync(runner.Containers, cancellationToken)), null);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, $"{runner.Containers.GetLeftPart(UriPartial.Authority)} does not answer");
        }
    }
}
