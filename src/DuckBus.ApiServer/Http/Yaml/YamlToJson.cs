using System.Buffers;
using System.Text;
using System.Text.Json;
using DuckBus.Model.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DuckBus.ApiServer.Http.Yaml;

/// <summary>Turns the first document of a YAML text into JSON, with the types that Kubernetes' YAML reader gives plain values.</summary>
internal sealed class YamlToJson
{
    private const int MaxDepth = 64;

    // The parser's time grows with the square of the levels, so it is stopped. Two are of the stream and of the document.
    private const int MaxOpen = MaxDepth + 3;

    /// <summary>What a few lines of aliases may grow to.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    private readonly List<ParsingEvent> events;
    private readonly Dictionary<string, int> anchors = new(StringComparer.Ordinal);
    private readonly Utf8JsonWriter writer;

    private YamlToJson(List<ParsingEvent> events, Utf8JsonWriter writer)
    {
        this.events = events;
        this.writer = writer;
        for (var i = 0; i < events.Count; i++)
            if (events[i] is NodeEvent { Anchor.IsEmpty: false } anchored) anchors[anchored.Anchor.Value] = i;
    }

    /// <summary>The document as UTF-8 JSON. A key that is given twice is written twice.</summary>
    /// <exception cref="StatusException">400: it is not YAML, or holds what JSON cannot; the message tells the line.</exception>
    public static byte[] Convert(ReadOnlySpan<byte> yaml)
    {
        try
        {
            var json = new ArrayBufferWriter<byte>();
            using (var output = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true }))
                new YamlToJson(Parse(Encoding.UTF8.GetString(yaml)), output).Node(0, depth: 0);
            return json.WrittenSpan.ToArray();
        }
        catch (YamlException e)
        {
            throw new StatusException(Status.BadRequest($"the body is not valid YAML, line {e.Start.Line}, column {e.Start.Column}: {e.Message}"));
        }
        catch (ArgumentException) // The parser does not check that an escaped high surrogate is followed by a low one.
        {
            throw new StatusException(Status.BadRequest("the body is not valid YAML: it has a broken \\u escape"));
        }
    }

    private static List<ParsingEvent> Parse(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var read = new List<ParsingEvent>();
        var open = 0;
        while (Move(parser) && parser.Current is not (null or DocumentEnd))
        {
            open += parser.Current.NestingIncrease;
            if (open > MaxOpen) throw TooDeep(parser.Current);
            if (parser.Current is NodeEvent or AnchorAlias or MappingEnd or SequenceEnd) read.Add(parser.Current);
        }

        if (read.Count == 0) throw new StatusException(Status.BadRequest("the body is empty; a YAML document was expected"));
        return read;
    }

    private static bool Move(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException e) // What the scanner says to plain text that goes on in a list that is not closed.
        {
            var (start, end) = (parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty);
            throw new YamlException(start, end, "what follows cannot be read: a list or a map may not be closed", e);
        }
    }

    private static YamlException TooDeep(ParsingEvent at) => new(at.Start, at.End, $"there are more than {MaxDepth} levels");

    /// <summary>Writes the node that begins at an event.</summary>
    private void Node(int at, int depth)
    {
        var node = events[at];
        if (depth > MaxDepth) throw TooDeep(node);
        if (writer.BytesCommitted + writer.BytesPending > MaxLength) throw new YamlException(node.Start, node.End, "the aliases make the document too large");
        switch (node)
        {
            case AnchorAlias alias:
                Node(Target(alias), depth + 1);
                break;
            case MappingStart:
                writer.WriteStartObject();
                foreach (var (key, value) in Entries(at, depth))
                {
                    writer.WritePropertyName(key);
                    Node(value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case SequenceStart:
                writer.WriteStartArray();
                for (var item = at + 1; events[item] is not SequenceEnd; item = Next(item)) Node(item, depth + 1);
                writer.WriteEndArray();
                break;
            case Scalar scalar:
                YamlScalar.Of(scalar).WriteTo(writer);
                break;
        }
    }

    /// <summary>The keys of a mapping and where their values begin; what <c>&lt;&lt;</c> merges in comes last and gives way.</summary>
    private List<(string Key, int Value)> Entries(int mapping, int depth)
    {
        var entries = new List<(string Key, int Value)>();
        var merged = new List<(string Key, int Value)>();
        for (var key = mapping + 1; events[key] is not MappingEnd; key = Next(Next(key)))
        {
            var name = events[key] is AnchorAlias alias ? events[Target(alias)] : events[key];
            if (name is not Scalar scalar) throw new YamlException(name.Start, name.End, "a key must be plain text");
            if (scalar is { Value: "<<", Style: ScalarStyle.Plain }) merged.AddRange(Merged(Next(key), depth + 1));
            else entries.Add((YamlScalar.Of(scalar).Text, Next(key)));
        }

        if (merged.Count == 0) return entries;
        var own = entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        return [.. entries, .. merged.Where(entry => own.Add(entry.Key))];
    }

    private IEnumerable<(string Key, int Value)> Merged(int at, int depth)
    {
        var node = events[at];
        if (depth > MaxDepth) throw TooDeep(node);
        return node switch
        {
            AnchorAlias alias => Merged(Target(alias), depth + 1),
            MappingStart => Entries(at, depth),
            SequenceStart => Items(at).SelectMany(item => Merged(item, depth + 1)),
            _ => throw new YamlException(node.Start, node.End, "<< takes a map or a list of maps"),
        };
    }

    private IEnumerable<int> Items(int sequence)
    {
        for (var item = sequence + 1; events[item] is not SequenceEnd; item = Next(item)) yield return item;
    }

    private int Target(AnchorAlias alias) => anchors.TryGetValue(alias.Value.Value, out var at)
        ? at
        : throw new YamlException(alias.Start, alias.End, $"there is no anchor {alias.Value}");

    /// <summary>Where the node after this one begins.</summary>
    private int Next(int at)
    {
        var open = 0;
        do
            open += events[at++] switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
        while (open > 0);
        return at;
    }
}
