using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// The calls that an engine has not answered for long, while it may answer others. It is told once that the engine is silent, and once that it
/// answers again.
/// </summary>
internal sealed class EngineSilence(DockerEndpoint endpoint, TimeProvider time, ILogger log)
{
    /// <summary>How long a call has no answer until it is told of.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromSeconds(10);

    // What was given up is mostly tried again: until then the engine is no better than before.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> silent = new(StringComparer.Ordinal);
    private bool told;

    /// <summary>The call that has had no answer for longest, and the way out; null if none has had none for that long. One container's end does not count.</summary>
    public string? Find(TimeSpan atLeast)
    {
        lock (gate)
        {
            Forget(Kept);
            var oldest = silent.Where(one => !EngineCall.IsOfOneContainer(one.Key) && Waited(one.Value) - one.Value.Longer >= atLeast).OrderBy(one => one.Value.Since).FirstOrDefault();
            return oldest.Key is { } call ? EngineTrouble.Unanswered(endpoint, call, Waited(oldest.Value)) : null;
        }
    }

    /// <summary>Makes a call, which may take that much longer than others.</summary>
    public async Task<T> WatchAsync<T>(string call, TimeSpan longer, Func<Task<T>> make)
    {
        var entry = new Entry { Since = time.GetTimestamp(), Longer = longer };
        await using var timer = time.CreateTimer(_ => Tell(call, entry), null, Told + longer, Timeout.InfiniteTimeSpan);
        try
        {
            var answer = await make();
            End(call, entry, failure: null);
            return answer;
        }
        catch (Exception e)
        {
            End(call, entry, e);
            throw;
        }
    }

    private void Tell(string call, Entry entry)
    {
        lock (gate)
        {
            if (entry.EndedAt is not null) return;
            if (silent.TryGetValue(call, out var before)) entry.Since = before.Since;
            silent[call] = entry;
            if (told) return;
            told = true;
            log.LogWarning("⚠ {Trouble}", EngineTrouble.Unanswered(endpoint, call, Waited(entry)));
        }
    }

    private void End(string call, Entry entry, Exception? failure)
    {
        lock (gate)
        {
            entry.EndedAt = time.GetTimestamp();
            if (failure is OperationCanceledException or { InnerException: OperationCanceledException }) return; // Given up without an answer.
            silent.Remove(call);
            var isGone = failure?.InnerException is HttpRequestException; // One that is started again is another engine.
            Forget(isGone ? TimeSpan.Zero : Kept);
            foreach (var (other, given) in silent)
                if (given.EndedAt is not null && EngineCall.AreAlike(call, other))
                    silent.Remove(other);
            if (isGone || !told || silent.Count > 0) return;
            told = false;
            log.LogInformation("✓ The Docker engine at {Endpoint} answers again", endpoint.SocketPath ?? endpoint.Address);
        }
    }

    private void Forget(TimeSpan kept)
    {
        foreach (var (call, entry) in silent)
            if (entry.EndedAt is { } ended && time.GetElapsedTime(ended) >= kept)
                silent.Remove(call);
    }

    private TimeSpan Waited(Entry entry) => time.GetElapsedTime(entry.Since, entry.EndedAt ?? time.GetTimestamp());

    private sealed class Entry
    {
        public required long Since { get; set; }

        public required TimeSpan Longer { get; init; }

        public long? EndedAt { get; set; }
    }
}
