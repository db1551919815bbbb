namespace DuckBus.Configuration;

/// <summary>What runs the containers of a node.</summary>
internal enum RuntimeChoice
{
    /// <summary>Docker if an engine answers, else files.</summary>
    Auto,
    Docker,
    File,
}
