using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>Single writes, on the embedded store.</summary>
public sealed class EmbeddedCommitTests() : CommitConformance(new EmbeddedFixture());
