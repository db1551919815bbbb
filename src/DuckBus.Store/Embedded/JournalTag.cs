namespace DuckBus.Store.Embedded;

/// <summary>What a record of the journal says.</summary>
internal enum JournalTag : byte
{
    /// <summary>Changes up to this revision are dropped from the log.</summary>
    Horizon = 1,

    /// <summary>An object as it was when the journal was rewritten.</summary>
    State = 2,

    /// <summary>A change was committed.</summary>
    Change = 3,
}
