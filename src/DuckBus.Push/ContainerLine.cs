namespace DuckBus.Push;

/// <summary>A container as <c>GET /containers</c> shows it: what the brain believes, and what a look at the node shows.</summary>
/// <param name="Name">The container.</param>
/// <param name="Node">The node.</param>
/// <param name="State">What the brain believes: <c>running</c> since it ordered so, or <c>unknown</c> since it did not.</param>
/// <param name="Seen">What the node says: <c>running</c>, <c>gone</c>, or <c>no answer</c>.</param>
/// <param name="Since">When the brain gave the order.</param>
/// <param name="Note">What does not fit together, in words.</param>
public sealed record ContainerLine(string Name, string Node, string State, string Seen, DateTimeOffset? Since, string? Note);
