namespace DuckBus.Chaos.History;

/// <summary>A write that a client sent, once.</summary>
/// <param name="Token">What makes it unlike any other: it stands in the object; for a deletion, the object's name.</param>
/// <param name="Deletes">Whether it is a deletion.</param>
/// <param name="Outcome">What the client knows of it.</param>
/// <param name="Revision">The resourceVersion of the answer; 0 where there is none.</param>
/// <param name="Answer">The answer in short.</param>
public sealed record ClientWrite(string Token, bool Deletes, WriteOutcome Outcome, long Revision, string Answer);
