namespace DuckBus.Gateway.Dns;

/// <summary>Answers messages: from the zone what is the cluster's, from upstream all else.</summary>
internal sealed class NameService(Upstream upstream)
{
    private const int MaxOverTcp = 65_535;
    private int turn;

    /// <summary>The names in force; null before there are any.</summary>
    public DnsZone? Zone { get; set; }

    /// <summary>The answer to a message, or null if it deserves none. What arrives may be anything.</summary>
    /// <remarks>What the zone knows is answered without waiting.</remarks>
    public async ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> asked, bool overTcp, CancellationToken cancellationToken)
    {
        var code = DnsQuery.Read(asked.Span, out var query);
        if (query is null) return code is { } error ? DnsWriter.Error(asked.Span, error) : null;
        var limit = overTcp ? MaxOverTcp : query.UdpLimit(DnsWriter.MostOverUdp);
        if (Zone is not { } zone) return DnsWriter.Answer(asked.Span, query, new DnsAnswer(DnsCode.ServerFailure), limit);
        if (zone.Find(query.Name, query.Type) is not { } answer)
        {
            return await upstream.AskAsync(asked, overTcp, cancellationToken)
                ?? DnsWriter.Answer(asked.Span, query, new DnsAnswer(DnsCode.ServerFailure), limit);
        }

        // A resolver in a container follows no names by itself.
        if (DnsZone.Leads(answer, query.Type) is { } target)
            answer = answer with { Records = [.. answer.Records, .. await LookUpAsync(target, query.Type, cancellationToken)] };
        return DnsWriter.Answer(asked.Span, query, answer with { Records = Turned(answer.Records) }, limit);
    }

    private async Task<IReadOnlyList<DnsRecord>> LookUpAsync(string name, DnsType type, CancellationToken cancellationToken)
    {
        var question = DnsWriter.Question(id: 0, name, type);
        return await upstream.AskAsync(question, overTcp: false, cancellationToken) is { } found ? UpstreamRecords.Of(found) : [];
    }

    // Most clients take the first address, so each answer starts with another one.
    private IReadOnlyList<DnsRecord> Turned(IReadOnlyList<DnsRecord> records)
    {
        if (records.Count < 2 || records.Any(record => record.Type is not (DnsType.A or DnsType.SRV))) return records;
        var start = (int)((uint)Interlocked.Increment(ref turn) % (uint)records.Count);
        return [.. records.Skip(start), .. records.Take(start)];
    }
}
