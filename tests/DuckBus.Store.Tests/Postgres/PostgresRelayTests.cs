using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>The lease of the one who publishes, on the PostgreSQL store.</summary>
public sealed class PostgresRelayTests() : RelayConformance(new PostgresFixture());
