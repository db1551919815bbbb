using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>SubjectAccessReviewSpec is what is asked about, exactly one of resource and path, and for whom.</summary>
public sealed record SubjectAccessReviewSpec : Extensible
{
    /// <summary>The resource that access to is asked about.</summary>
    [Proto(1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>The path, one that is none of a resource, that access to is asked about.</summary>
    [Proto(2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    /// <summary>The user. With groups and no user, the question is what a member of the groups may do.</summary>
    [Proto(3)]
    public string? User { get; init; }

    /// <summary>The groups of the user.</summary>
    [Proto(4)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Whatever else an authenticator would say of the user.</summary>
    [Proto(5)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }

    /// <summary>The user's UID.</summary>
    [Proto(6)]
    public string? Uid { get; init; }
}
