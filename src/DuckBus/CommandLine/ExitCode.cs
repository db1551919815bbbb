namespace DuckBus.CommandLine;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;

    /// <summary>The second Ctrl-C, as a shell would report it.</summary>
    public const int Interrupted = 130;
}
