using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>The change feed, on the embedded store.</summary>
public sealed class EmbeddedFeedTests() : FeedConformance(new EmbeddedFixture());
