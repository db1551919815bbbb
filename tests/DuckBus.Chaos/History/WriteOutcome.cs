namespace DuckBus.Chaos.History;

/// <summary>What a client knows of a write.</summary>
public enum WriteOutcome
{
    /// <summary>It was answered with success.</summary>
    Acknowledged,

    /// <summary>It was answered with a refusal: it must not have happened.</summary>
    Refused,

    /// <summary>It was not answered, or with "not now": it may have happened, once.</summary>
    Unknown,
}
