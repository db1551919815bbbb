namespace DuckBus.Scenes.Story;

/// <summary>Something that a scene claims is not so.</summary>
/// <param name="message">What was claimed, and what was seen instead.</param>
public sealed class ClaimFailedException(string message) : Exception(message);
