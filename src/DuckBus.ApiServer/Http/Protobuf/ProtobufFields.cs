using System.Collections.Concurrent;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http.Protobuf;

/// <summary>
/// The fields of a message by number: a field of the model, or, where JSON inlines a struct, the fields of a message between.
/// </summary>
internal sealed class ProtobufFields
{
    private static readonly ConcurrentDictionary<TypeSchema, ProtobufFields> BySchema = new();

    private readonly Dictionary<int, (FieldSchema? Field, ProtobufFields? Inlined)> byNumber = [];

    /// <summary>The fields of a type's message.</summary>
    public static ProtobufFields Of(TypeSchema schema) => BySchema.GetOrAdd(schema, static of =>
    {
        var fields = new ProtobufFields();
        foreach (var field in of.Fields)
            if (field.Proto is { Path.Count: > 0 } proto) fields.Add(field, proto.Path, 0);
        return fields;
    });

    /// <summary>The field with a number; neither is set if there is none.</summary>
    public (FieldSchema? Field, ProtobufFields? Inlined) Find(int number) => byNumber.GetValueOrDefault(number);

    private void Add(FieldSchema field, IReadOnlyList<int> path, int at)
    {
        if (at == path.Count - 1)
        {
            byNumber[path[at]] = (field, null);
            return;
        }

        if (Find(path[at]).Inlined is not { } inlined) byNumber[path[at]] = (null, inlined = new ProtobufFields());
        inlined.Add(field, path, at + 1);
    }
}
