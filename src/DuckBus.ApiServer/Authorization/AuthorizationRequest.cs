using DuckBus.Model.Authentication;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Authorization;

/// <summary>Who asks to do what, in the words of Kubernetes' authorization attributes.</summary>
public sealed record AuthorizationRequest
{
    /// <summary>Who asks.</summary>
    public required UserInfo User { get; init; }

    /// <summary>get, list, watch, create, update, patch, delete or deletecollection; for a path the HTTP method in lower case.</summary>
    public required string Verb { get; init; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The plural resource name; empty when <see cref="Path"/> is asked for.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Such as <c>status</c>; null for the object itself.</summary>
    public string? Subresource { get; init; }

    /// <summary>The namespace; empty for all, or for cluster-scoped kinds.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object; null for the collection.</summary>
    public string? Name { get; init; }

    /// <summary>A path that is none of a resource, such as <c>/version</c>; null for resources.</summary>
    public string? Path { get; init; }

    /// <summary>The request of a user on objects of a kind.</summary>
    public static AuthorizationRequest Of(UserInfo user, string verb, ResourceKind kind, string ns, string? name, string? subresource) => new()
    {
        User = user,
        Verb = verb,
        Group = kind.Group,
        Resource = kind.Plural,
        Namespace = ns,
        Name = name,
        Subresource = subresource,
    };
}
