namespace DuckBus.Store.Postgres;

/// <summary>A statement and its name; the name is the name of its span.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Text">The SQL, with positional parameters.</param>
internal sealed record SqlStatement(string Name, string Text);
