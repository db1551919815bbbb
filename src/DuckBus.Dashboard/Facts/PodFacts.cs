namespace DuckBus.Dashboard.Facts;

/// <summary>The little of a pod that the page shows; small, since the history keeps thousands.</summary>
/// <param name="Uid">Which pod.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Node">Where it is; null while it waits.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">Why it does that, in the cluster's own words; null if there is nothing to say.</param>
/// <param name="Restarts">How often its containers were started again.</param>
/// <param name="LastEnd">How the last container that was started again had ended; null if none was.</param>
/// <param name="Owner">The kind of what made it, such as <c>ReplicaSet</c>; null if somebody declared the pod itself.</param>
/// <param name="Family">What it belongs to, as people call it: the name of its deployment or set, or its own.</param>
/// <param name="CreatedAt">When it was declared, by the API server's clock.</param>
/// <param name="ReadyAt">When it turned ready; null if it is not.</param>
public sealed record PodFacts(
    string Uid, string Namespace, string Name, string? Node, PodState State, string? Reason, int Restarts, string? LastEnd,
    string? Owner, string Family, DateTimeOffset CreatedAt, DateTimeOffset? ReadyAt)
{
    /// <summary>What tells it from its siblings: the end of its name.</summary>
    public string Suffix => Name.Length > Family.Length + 1 && Name.StartsWith(Family, StringComparison.Ordinal) ? Name[(Name.LastIndexOf('-') + 1)..] : "";

    /// <summary>How it is called in a sentence: the words that its square shows, without the hash in between.</summary>
    public string Called => Suffix.Length == 0 ? Name : $"{Family} {Suffix}";
}
