using DuckBus.ApiServer.Http;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>Something below an object that has a path of its own: <c>pods/NAME/log</c>.</summary>
internal abstract class Subresource
{
    /// <summary>The last segment of the path.</summary>
    public abstract string Name { get; }

    /// <summary>The verbs, in the words of Kubernetes.</summary>
    public abstract IReadOnlyList<string> Verbs { get; }

    /// <summary>Whether objects of a kind have it.</summary>
    public abstract bool Serves(ResourceKind kind);

    /// <summary>The name of the kind that it takes and answers, where that is not the object's own.</summary>
    public virtual string KindName(ResourceKind kind) => kind.Name;

    /// <summary>The group and version of that kind, where they are not the object's own: <c>autoscaling/v1</c>.</summary>
    public virtual string ApiVersion(ResourceKind kind) => kind.ApiVersion;

    /// <summary>Serves a request whose verb is one of <see cref="Verbs"/>.</summary>
    public abstract Task HandleAsync(ResourceTarget target, HttpContext http);
}
