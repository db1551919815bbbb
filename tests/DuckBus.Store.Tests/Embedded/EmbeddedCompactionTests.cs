using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>The old end of the log, on the embedded store.</summary>
public sealed class EmbeddedCompactionTests() : CompactionConformance(new EmbeddedFixture());
