using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>The old end of the log, on the PostgreSQL store.</summary>
public sealed class PostgresCompactionTests() : CompactionConformance(new PostgresFixture());
