using System.Net;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Whom one connection tries: each endpoint once, and if some gave no answer, all of them once more with patience.</summary>
internal sealed class Candidates(Balancer balancer, IPAddress client)
{
    // One that does not answer soon is passed over, as long as there is another. Long enough for the kernel to ask twice: a server whose queue is
    // full for a moment takes no notice of the first time.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.3);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private List<IPEndPoint>? tried;
    private bool someWereSilent;
    private bool isSecondRound;

    /// <summary>How long to wait for the one that <see cref="Next"/> told.</summary>
    public TimeSpan Patience => isSecondRound || balancer.IsLast(tried) ? Long : Short;

    /// <summary>The endpoint to try now; null when there is none left.</summary>
    public IPEndPoint? Next()
    {
        if (balancer.Pick(client, tried) is { } next) return next;
        if (!someWereSilent || isSecondRound) return null;
        isSecondRound = true;
        tried = null;
        return balancer.Pick(client, null);
    }

    /// <summary>It refused.</summary>
    public void Refused(IPEndPoint endpoint) => (tried ??= []).Add(endpoint);

    /// <summary>It gave no answer, neither yes nor no.</summary>
    public void Silent(IPEndPoint endpoint)
    {
        someWereSilent = true;
        balancer.Silent(endpoint);
        Refused(endpoint);
    }
}
