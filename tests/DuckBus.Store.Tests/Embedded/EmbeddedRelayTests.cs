using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Embedded;

/// <summary>The lease of the one who publishes, on the embedded store.</summary>
public sealed class EmbeddedRelayTests() : RelayConformance(new EmbeddedFixture());
