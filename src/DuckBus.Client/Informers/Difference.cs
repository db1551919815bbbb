using DuckBus.Model.Meta;

namespace DuckBus.Client.Informers;

/// <summary>What the handlers are to be told: an object as they know it, and as it is now.</summary>
internal sealed record Difference<T>(T? Old, T? New)
    where T : Resource;
