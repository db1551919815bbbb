namespace DuckBus.Scenes.Clusters;

/// <summary>A container, as the imperative cluster shows it.</summary>
internal sealed record BrainLine(string Name, string Node, string State, string Seen)
{
    /// <inheritdoc />
    public override string ToString() => $"{Name} on {Node}: state {State}, seen {Seen}";
}
