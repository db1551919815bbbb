using System.Net.Sockets;
using DuckBus.Model.Errors;

namespace DuckBus.Kubelet.Nodes;

/// <summary>Whether the API can be reached, as the node's heartbeat finds.</summary>
internal sealed class ApiHealth
{
    private volatile string? trouble = "has not been asked yet";
    private volatile bool asked;

    /// <summary>Why the API cannot be reached; null if it can.</summary>
    public string? Trouble => trouble;

    /// <summary>Whether the last heartbeat reached it.</summary>
    public bool IsReachable => trouble is null;

    /// <summary>Raised when the API is lost (false) or found again (true), also at the first contact or failure.</summary>
    public event Action<bool>? Changed;

    /// <summary>Whether there was an answer or a failure already.</summary>
    public bool WasAsked => asked;

    /// <summary>The API answered.</summary>
    public void Answered()
    {
        asked = true;
        if (Interlocked.Exchange(ref trouble, null) is not null) Changed?.Invoke(true);
    }

    /// <summary>The API did not answer.</summary>
    public void Failed(string why)
    {
        var first = !asked;
        asked = true;
        if (Interlocked.Exchange(ref trouble, why) is null || first) Changed?.Invoke(false);
    }

    /// <summary>Whether a failure means that the API, or its store, is away for now; a refusal is none.</summary>
    public static bool IsOutage(Exception failure, CancellationToken own) => failure switch
    {
        OperationCanceledException => !own.IsCancellationRequested,
        StatusException status => status.Code >= 500 || status.Code == 429,
        HttpRequestException or TimeoutException or SocketException or IOException => true,
        _ => false,
    };
}
