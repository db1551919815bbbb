using DuckBus.Model.Meta;

namespace DuckBus.Client.Api;

/// <summary>The answer to a list, and what it takes to ask whether it still holds.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="List">The list.</param>
/// <param name="Tag">The entity tag of the server that answered; null if it gave none.</param>
public sealed record Listed<T>(ResourceList<T> List, string? Tag)
    where T : Resource;
