using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>
/// Which fields a new object sets. Objects made of one template differ only in what nobody owns, and set the same: the latest
/// answers are kept, by a digest of the rest.
/// </summary>
internal static class CreatedFields
{
    private const int Kept = 256;

    private static readonly Recent<UInt128, Comparison> Known = new(Kept);
    private static readonly ConcurrentDictionary<ResourceKind, JsonElement> Blanks = new();

    /// <summary>What differs between an object of the kind before anybody set anything, and this one.</summary>
    public static Comparison Of(ResourceKind kind, Resource created)
    {
        using var json = PooledBytes.Of(Owned(created));
        var digest = BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(json.Memory.Span));
        if (Known.TryGet(digest, out var known)) return known!;
        using var owned = JsonDocument.Parse(json.Memory);
        var fields = Comparison.Of(Shape.Of(TypeSchema.Of(kind.Type)), Blank(kind), owned.RootElement).Only(set => FieldScope.Of(kind, null, set));
        Known.Keep(digest, fields);
        return fields;
    }

    /// <summary>The object without what nobody comes to own by creating it: what <see cref="FieldScope"/> leaves out.</summary>
    private static Resource Owned(Resource created) => created.WithStatusOf(null) with
    {
        Metadata = created.Metadata with
        {
            Name = null,
            Namespace = null,
            Uid = null,
            ResourceVersion = null,
            Generation = null,
            CreationTimestamp = null,
            SelfLink = null,
            ManagedFields = null,
            DeletionTimestamp = null,
            DeletionGracePeriodSeconds = null,
        },
    };

    private static JsonElement Blank(ResourceKind kind) =>
        Blanks.GetOrAdd(kind, static kind => JsonElement.Parse(ModelJson.Write(Activator.CreateInstance(kind.Type)!)));
}
