namespace DuckBus.Dashboard.Worlds;

/// <summary>What kind of news a sentence is; each has a sign and a colour.</summary>
public enum Tone
{
    /// <summary>Something was declared or changed by somebody.</summary>
    Declared = 0,

    /// <summary>A decision or a step on the way.</summary>
    Step,

    /// <summary>Something works.</summary>
    Good,

    /// <summary>Something broke.</summary>
    Bad,

    /// <summary>Something ended as it should.</summary>
    Ended,

    /// <summary>The bus and the resync.</summary>
    Bus,

    /// <summary>Somebody on the stage did it.</summary>
    Act,
}
