namespace DuckBus.Push.Commands;

/// <summary>A node did not answer; nobody knows whether it did what it was told.</summary>
/// <param name="message">Which node, and what is the matter.</param>
/// <param name="inner">The cause.</param>
public sealed class NoAnswerException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the command was delivered and nothing came back in time; otherwise there was nobody to take it.</summary>
    public bool IsSilence { get; init; }
}
