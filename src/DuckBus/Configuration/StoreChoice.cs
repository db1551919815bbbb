namespace DuckBus.Configuration;

/// <summary>Where an API server keeps the truth.</summary>
internal enum StoreChoice
{
    Embedded,
    Postgres,
}
