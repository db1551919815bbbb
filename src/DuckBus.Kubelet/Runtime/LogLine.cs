namespace DuckBus.Kubelet.Runtime;

/// <summary>One line of a container's output.</summary>
/// <param name="At">When the engine took it.</param>
/// <param name="IsError">Whether it was written to stderr.</param>
/// <param name="Text">The line without its line feed.</param>
public sealed record LogLine(DateTimeOffset At, bool IsError, string Text);
