namespace DuckBus.Kubelet.Runtime;

/// <summary>A sandbox as the engine sees it.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="Pod">The pod it belongs to.</param>
/// <param name="Running">Whether it has its network.</param>
/// <param name="Ip">Its address while it runs; null where the runtime has no network.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Containers">The containers in it, oldest first, also exited ones.</param>
public sealed record RuntimeSandbox(
    string Id, PodIdentity Pod, bool Running, string? Ip, DateTimeOffset CreatedAt, IReadOnlyList<RuntimeContainer> Containers);
