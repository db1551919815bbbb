namespace DuckBus.Configuration;

/// <summary>The language of what is shown to an audience.</summary>
internal enum Language
{
    En,
    Fr,
}
