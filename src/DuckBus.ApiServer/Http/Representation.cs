using DuckBus.ApiServer.Cache;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Http;

/// <summary>What callers see of an object at a path, and what becomes of the object when they write there.</summary>
/// <param name="Type">The type of what is seen.</param>
/// <param name="ApiVersion">Its apiVersion.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Show">What is seen of an object; null if that is the object itself.</param>
/// <param name="Take">The object's next state, of its kind, its present state and what was submitted.</param>
internal sealed record Representation(
    Type Type, string ApiVersion, string Kind, Func<Resource, Resource>? Show, ResourceCalls.Change Take)
{
    /// <summary>The object itself.</summary>
    public static Representation Whole(ResourceKind kind, ResourceCalls.Change take) =>
        new(kind.Type, kind.ApiVersion, kind.Name, null, take);

    /// <summary>What is seen of an object.</summary>
    public CachedObject Seen(CachedObject of) => Show is null ? of : of.Showing(Show(of.Resource));

    /// <summary>What is seen of an object, as UTF-8 JSON.</summary>
    public byte[] Json(CachedObject of) => Seen(of).Json;
}
