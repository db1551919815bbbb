using DuckBus.ApiServer.Http;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Computed;

/// <summary>Serves a kind whose objects are computed when they are asked for and never stored.</summary>
internal abstract class ComputedKind
{
    /// <summary>The kind.</summary>
    public abstract ResourceKind Kind { get; }

    /// <summary>Serves a request whose verb is one of the kind's: one object if the target has a name, else a list.</summary>
    public abstract Task HandleAsync(ResourceTarget target, HttpContext http);
}
