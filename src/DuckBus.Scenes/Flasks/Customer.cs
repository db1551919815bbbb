namespace DuckBus.Scenes.Flasks;

/// <summary>Somebody who uses the application the whole time, and remembers every request that failed.</summary>
internal sealed class Customer : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    // Each request on a connection of its own, so that each is balanced anew.
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly CancellationTokenSource leaves = new();
    private readonly Lock gate = new();
    private readonly List<Answer> answers = [];
    private readonly List<string> failures = [];
    private readonly Uri url;
    private readonly TimeProvider time;
    private Task asking = Task.CompletedTask;

    public Customer(Uri url, TimeProvider time)
    {
        this.url = url;
        this.time = time;
    }

    /// <summary>What was answered since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<Answer> Answers
    {
        get { lock (gate) return [.. answers]; }
    }

    /// <summary>What went wrong since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<string> Failures
    {
        get { lock (gate) return [.. failures]; }
    }

    /// <summary>Asks once.</summary>
    public async Task<Answer> AskAsync(CancellationToken stop) => Answer.Of(await http.GetStringAsync(url, stop));

    /// <summary>Starts to ask, again and again.</summary>
    public void Arrive() => asking = Task.Run(UseAsync);

    /// <summary>Counts anew.</summary>
    public void Forget()
    {
        lock (gate)
        {
            answers.Clear();
            failures.Clear();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await leaves.CancelAsync();
        await asking;
        http.Dispose();
        leaves.Dispose();
    }

    private async Task UseAsync()
    {
        while (!leaves.IsCancellationRequested)
        {
            try
            {
                var answer = await AskAsync(leaves.Token);
                lock (gate) answers.Add(answer);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                if (leaves.IsCancellationRequested) return;
                lock (gate) failures.Add(e.Message);
            }

            await Task.Delay(Pause, time, leaves.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
