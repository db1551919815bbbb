namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>One line of GET /events. The attributes of a container are its labels and a few facts.</summary>
internal sealed record EngineEvent(string Action, EngineEvent.Subject Actor)
{
    internal sealed record Subject(string Id, IReadOnlyDictionary<string, string>? Attributes);
}
