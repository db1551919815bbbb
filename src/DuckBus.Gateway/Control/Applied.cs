using DuckBus.Gateway.Tables;

namespace DuckBus.Gateway.Control;

/// <summary>The table that is in force: the one that was sent, or a newer one of somebody else.</summary>
/// <param name="Origin">The cluster that it is of; empty before the first table.</param>
/// <param name="Revision">How much of the cluster's history is in it.</param>
/// <param name="Problems">What of it could not be done, such as a port that cannot be listened on.</param>
public sealed record Applied(string Origin, TableRevision Revision, IReadOnlyList<string> Problems);
