namespace DuckBus.Kubelet.Docker;

/// <summary>What a cleaning removed.</summary>
/// <param name="Containers">How many containers.</param>
/// <param name="Networks">How many networks.</param>
/// <param name="Images">How many images.</param>
/// <param name="Kept">What was left because somebody else uses it, with the engine's reason.</param>
public sealed record DockerCleaning(int Containers, int Networks, int Images, IReadOnlyList<string> Kept);
