namespace DuckBus.Scenes.Story;

/// <summary>What a scene is played on does not work: a part did not start, or the stage could not be cleared. That is a failure, unlike what is only not here.</summary>
/// <param name="message">What, and its own last words.</param>
public sealed class DidNotStartException(string message) : Exception(message);
