using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>Single writes, on the PostgreSQL store.</summary>
public sealed class PostgresCommitTests() : CommitConformance(new PostgresFixture());
