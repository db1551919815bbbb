namespace DuckBus.Push.Commands;

/// <summary>What a brain can ask of a node.</summary>
public enum Verb
{
    /// <summary>What runs there?</summary>
    List = 0,

    /// <summary>Start a container.</summary>
    Start = 1,

    /// <summary>Stop a container.</summary>
    Stop = 2,
}
