namespace DuckBus.Kubelet.Docker;

/// <summary>A container as the engine lists it.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="Name">The engine's name.</param>
/// <param name="Running">Whether it runs.</param>
/// <param name="Labels">Its labels.</param>
public sealed record EngineContainer(string Id, string Name, bool Running, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>A label, or null.</summary>
    public string? Label(string key) => Labels.GetValueOrDefault(key);
}
