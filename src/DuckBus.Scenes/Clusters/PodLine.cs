namespace DuckBus.Scenes.Clusters;

/// <summary>A pod, as the container API shows it.</summary>
internal sealed record PodLine(string Name, string? Node, string State, int Restarts);
