using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Informers;

/// <summary>Whether the API server answers: one log line when it is gone and one when it is back, however many callers notice.</summary>
internal sealed class ApiOutage(ILogger log)
{
    private readonly Lock gate = new();
    private string? reason;
    private bool everAnswered;

    /// <summary>Why the API server cannot be used; null while it answers.</summary>
    public string? Reason
    {
        get { lock (gate) return reason; }
    }

    public void Failed(string reason)
    {
        lock (gate)
        {
            if (this.reason is null && everAnswered) log.LogWarning("⚠ API unreachable, using local state: {Reason}", reason);
            else if (this.reason is null) log.LogInformation("waiting for the API server: {Reason}", reason);
            this.reason = reason;
        }
    }

    public void Answered()
    {
        lock (gate)
        {
            if (reason is not null) log.LogInformation("✓ API reachable{Again}", everAnswered ? " again" : "");
            reason = null;
            everAnswered = true;
        }
    }
}
