using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Informers;

/// <summary>Whether the API server answers: one log line when it is gone and one when it is back, however many callers notice.</summary>
internal sealed class ApiOutage(ILogger log)
{
    private readonly Lock _lock = new();
    private string? _reason;
    private bool _everAnswered;

    /// <summary>Why the API server cannot be used; null while it answers.</summary>
    public string? Reason
    {
        get { lock (_lock) return _reason; }
    }

    public void Failed(string reason)
    {
        lock (_lock)
        {
            if (_reason is null && _everAnswered) log.LogWarning("⚠ API unreachable, using local state: {Reason}", reason);
            else if (_reason is null) log.LogInformation("waiting for the API server: {Reason}", reason);
            _reason = reason;
        }
    }

    public void Answered()
    {
        lock (_lock)
        {
            if (_reason is not null) log.LogInformation("✓ API reachable{Again}", _everAnswered ? " again" : "");
            _reason = null;
            _everAnswered = true;
        }
    }
}
