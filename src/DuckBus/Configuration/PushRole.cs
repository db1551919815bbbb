namespace DuckBus.Configuration;

/// <summary>Which part of the imperative cluster a process is.</summary>
internal enum PushRole
{
    /// <summary>Brain and agents in one.</summary>
    All,
    Brain,
    Agent,
}
