using DuckBus.Plain;

namespace DuckBus.Push.Commands;

/// <summary>What a node answers to a command.</summary>
/// <param name="Outcome">Whether it did what it was told.</param>
/// <param name="Message">Why not, in words for people.</param>
/// <param name="Containers">What is on the node, for a list.</param>
public sealed record NodeAnswer(Outcome Outcome, string? Message, IReadOnlyList<PlainContainer>? Containers)
{
    /// <summary>Done.</summary>
    public static NodeAnswer Done { get; } = new(Outcome.Done, Message: null, Containers: null);
}
