using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>The change feed, on the PostgreSQL store.</summary>
public sealed class PostgresFeedTests() : FeedConformance(new PostgresFixture());
