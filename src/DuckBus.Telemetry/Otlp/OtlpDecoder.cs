using System.Globalization;
using Google.Protobuf;

namespace DuckBus.Telemetry.Otlp;

/// <summary>Reads OTLP's ExportTraceServiceRequest. The numbers are the field numbers of opentelemetry-proto.</summary>
internal static class OtlpDecoder
{
    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];
    private static readonly string[] Statuses = ["unset", "ok", "error"];

    /// <summary>The spans of a request; null if the bytes are none.</summary>
    public static IReadOnlyList<OtlpSpan>? TrySpans(byte[] request)
    {
        try
        {
            return [.. Spans(request)];
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static IEnumerable<OtlpSpan> Spans(byte[] request) =>
        from resourceSpans in Only(ProtoField.Read(new CodedInputStream(request)), 1)
        let resource = Only(resourceSpans.Fields, 1).SelectMany(field => field.Fields)
        let service = Attributes(resource, 1).GetValueOrDefault("service.name", "")
        from scopeSpans in Only(resourceSpans.Fields, 2)
        from span in Only(scopeSpans.Fields, 2)
        select Span(service, span.Fields);

    private static OtlpSpan Span(string service, IReadOnlyList<ProtoField> fields) => new(
        TraceId: One(fields, 1).Hex,
        SpanId: One(fields, 2).Hex,
        ParentSpanId: One(fields, 4).Hex,
        Name: One(fields, 5).Text,
        Service: service,
        Kind: Kinds[One(fields, 6).Value],
        Attributes: Attributes(fields, 9),
        Status: Statuses[Only(fields, 15).Select(status => One(status.Fields, 3).Value).FirstOrDefault()],
        Links: [.. Only(fields, 13).Select(link => new OtlpLink(One(link.Fields, 1).Hex, One(link.Fields, 2).Hex))],
        Start: DateTimeOffset.UnixEpoch + Nanoseconds(One(fields, 7).Value),
        Duration: Nanoseconds(One(fields, 8).Value - One(fields, 7).Value));

    private static Dictionary<string, string> Attributes(IEnumerable<ProtoField> fields, int number) =>
        Only(fields, number).ToDictionary(
            attribute => One(attribute.Fields, 1).Text,
            attribute => AnyValue(One(attribute.Fields, 2)),
            StringComparer.Ordinal);

    private static string AnyValue(ProtoField value) => value.Fields switch
    {
        [{ Number: 1 } text, ..] => text.Text,
        [{ Number: 2 } flag, ..] => flag.Value == 0 ? "false" : "true",
        [{ Number: 3 } number, ..] => ((long)number.Value).ToString(CultureInfo.InvariantCulture),
        [{ Number: 4 } number, ..] => BitConverter.UInt64BitsToDouble(number.Value).ToString(CultureInfo.InvariantCulture),
        [{ Number: 5 } array, ..] => string.Join(",", Only(array.Fields, 1).Select(AnyValue)),
        _ => "",
    };

    private static IEnumerable<ProtoField> Only(IEnumerable<ProtoField> fields, int number) => fields.Where(field => field.Number == number);

    private static ProtoField One(IEnumerable<ProtoField> fields, int number) =>
        Only(fields, number).FirstOrDefault(new ProtoField(number, 0, ByteString.Empty));

    private static TimeSpan Nanoseconds(ulong value) => TimeSpan.FromTicks((long)(value / TimeSpan.NanosecondsPerTick));
}
