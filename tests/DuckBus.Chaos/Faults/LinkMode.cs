namespace DuckBus.Chaos.Faults;

/// <summary>How a connection behaves.</summary>
public enum LinkMode
{
    /// <summary>As it should.</summary>
    Pass,

    /// <summary>Bytes take their time.</summary>
    Slow,

    /// <summary>Bytes do not arrive until this is over.</summary>
    Stall,

    /// <summary>Only what the client sends arrives; when this is over the connection is reset.</summary>
    LoseAnswers,

    /// <summary>Reset, and refused.</summary>
    Cut,
}
