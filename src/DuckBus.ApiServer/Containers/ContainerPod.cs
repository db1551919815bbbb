namespace DuckBus.ApiServer.Containers;

/// <summary>One pod behind a declared container.</summary>
/// <param name="Name">The name of the pod.</param>
/// <param name="Node">The node that it is on, once it is scheduled.</param>
/// <param name="State">In a word, as <c>kubectl get pods</c> says it.</param>
/// <param name="Image">The image that it runs, where that is not the declared one: a rollout is under way.</param>
/// <param name="Ip">Its address, once it has one.</param>
/// <param name="Restarts">How often its container was restarted.</param>
/// <param name="Message">Why, when it does not run.</param>
public sealed record ContainerPod(string Name, string? Node, string State, string? Image, string? Ip, int Restarts, string? Message);
