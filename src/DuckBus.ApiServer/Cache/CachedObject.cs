using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Cache;

/// <summary>One object at one revision: the bytes that every reader gets, and, once somebody needs it, the typed form.</summary>
internal sealed class CachedObject(ResourceKind kind, ResourceKey key, string uid, long revision, ReadOnlySpan<byte> body)
{
    private Resource? resource;

    public ResourceKind Kind { get; } = kind;

    public ResourceKey Key { get; } = key;

    public string Uid { get; } = uid;

    public long Revision { get; } = revision;

    /// <summary>The object as UTF-8 JSON, with its resourceVersion; without one if it was never committed.</summary>
    public byte[] Json { get; } = revision == 0 ? body.ToArray() : ResourceVersionSplice.Insert(body, revision);

    /// <summary>The typed object, with its resourceVersion. Parsed at the first use; two racing readers may both parse.</summary>
    public Resource Resource => resource ??= (Resource)ModelJson.Read(Json, Kind.Type);

    /// <summary>What a subresource shows of the object, at the same revision.</summary>
    public CachedObject Showing(Resource seen) =>
        new(Kind, Key, Uid, Revision, ModelJson.Write(seen with { Metadata = seen.Metadata with { ResourceVersion = null } })) { resource = seen };
}
