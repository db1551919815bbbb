namespace DuckBus.ApiServer.Containers;

/// <summary>A declared container, and what became of it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Image">The image.</param>
/// <param name="Replicas">How many copies are declared.</param>
/// <param name="Ready">How many of them are ready.</param>
/// <param name="State">In a word: Pending, ContainerCreating, Running, ErrImagePull, CrashLoopBackOff, Terminating, ….</param>
/// <param name="Message">Why, when it does not run.</param>
/// <param name="Rollout">How far the last change is: <c>complete</c>, or what it waits for. Not in lists.</param>
/// <param name="Ports">Where it is reached, if it has ports.</param>
/// <param name="Node">Where it runs; several nodes are separated by commas.</param>
/// <param name="Pods">The pods behind it.</param>
public sealed record ContainerView(
    string Name, string? Image, int Replicas, int Ready, string State, string? Message, string? Rollout, IReadOnlyList<ContainerAddress>? Ports, string? Node,
    IReadOnlyList<ContainerPod> Pods);
