using DuckBus.Plain;

namespace DuckBus.Push.Commands;

/// <summary>What the brain tells a node to do, now.</summary>
/// <param name="Verb">What.</param>
/// <param name="Container">Which container; only the name counts for a stop.</param>
public sealed record NodeCommand(Verb Verb, PlainRequest? Container);
