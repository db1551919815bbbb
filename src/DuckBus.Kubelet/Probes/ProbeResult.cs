namespace DuckBus.Kubelet.Probes;

/// <summary>How one check ended.</summary>
/// <param name="Succeeded">Whether all is well.</param>
/// <param name="Output">What the check has to say, in the words that Kubernetes uses.</param>
internal sealed record ProbeResult(bool Succeeded, string Output = "")
{
    /// <summary>All is well.</summary>
    public static ProbeResult Success { get; } = new(Succeeded: true);

    /// <summary>Something is wrong.</summary>
    public static ProbeResult Failure(string why) => new(Succeeded: false, why);
}
