using System.Collections.Immutable;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Cache;

/// <summary>The whole cluster at one revision. Immutable, so that a reader holds it as long as it likes.</summary>
/// <param name="Revision">The revision of the last change that is in it.</param>
/// <param name="Kinds">The objects of each kind, by the id of the kind.</param>
internal sealed record CacheView(long Revision, ImmutableDictionary<string, KindObjects> Kinds)
{
    public static CacheView Empty { get; } = new(0, ImmutableDictionary.Create<string, KindObjects>(StringComparer.Ordinal));

    public KindObjects Of(ResourceKind kind) => Kinds.GetValueOrDefault(kind.Id, KindObjects.Empty);

    public CachedObject? Find(ResourceKey key) => Kinds.GetValueOrDefault(key.Kind, KindObjects.Empty).Find(key.Namespace, key.Name);
}
