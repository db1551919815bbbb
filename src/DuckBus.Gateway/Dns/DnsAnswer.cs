namespace DuckBus.Gateway.Dns;

/// <summary>What is answered to a question.</summary>
internal sealed record DnsAnswer(DnsCode Code)
{
    /// <summary>The answer proper.</summary>
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>Who says so, where there is no answer.</summary>
    public DnsRecord? Authority { get; init; }

    /// <summary>What will be asked next.</summary>
    public IReadOnlyList<DnsRecord> Additional { get; init; } = [];

    /// <summary>Whether the one who answers is in charge of the name.</summary>
    public bool Authoritative { get; init; }
}
