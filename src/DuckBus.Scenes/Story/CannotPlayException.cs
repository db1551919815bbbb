namespace DuckBus.Scenes.Story;

/// <summary>A scene needs something that is not here.</summary>
/// <param name="message">What is missing, and how to get it.</param>
public sealed class CannotPlayException(string message) : Exception(message);
