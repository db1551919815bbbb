namespace DuckBus.Testing.Kubernetes;

/// <summary>What a command came to.</summary>
/// <param name="Command">What was typed.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained about, and warnings.</param>
public sealed record ProgramResult(string Command, int Code, string Output, string Error)
{
    /// <summary>Everything on the screen.</summary>
    public string Screen => Error + Output;

    /// <inheritdoc />
    public override string ToString() => $"$ {Command}\n{Screen}(exit code {Code})";
}
