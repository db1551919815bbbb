namespace DuckBus.Chaos.History;

/// <summary>An entry of the log of changes.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Kind">The kind of the object: <c>configmaps</c>.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Deleted">Whether the object was deleted.</param>
/// <param name="Token">The token of the write, in objects that have one.</param>
public sealed record LoggedChange(long Revision, string Kind, string Namespace, string Name, bool Deleted, string? Token);
