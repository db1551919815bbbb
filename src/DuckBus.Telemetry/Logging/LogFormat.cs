namespace DuckBus.Telemetry.Logging;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>For people: time, part, what happened.</summary>
    Text = 0,

    /// <summary>For machines: one JSON object a line.</summary>
    Json = 1,
}
