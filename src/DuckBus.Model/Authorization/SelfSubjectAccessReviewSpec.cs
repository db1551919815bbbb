using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>SelfSubjectAccessReviewSpec is what is asked about: exactly one of resource and path.</summary>
public sealed record SelfSubjectAccessReviewSpec : Extensible
{
    /// <summary>The resource that access to is asked about.</summary>
    [Proto(1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>The path, one that is none of a resource, that access to is asked about.</summary>
    [Proto(2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }
}
