using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>The status: what controllers and kubelets report. A write changes nothing else.</summary>
internal sealed class StatusSubresource(ResourceReader reader, ResourceCalls calls) : Subresource
{
    public override string Name => "status";

    public override IReadOnlyList<string> Verbs { get; } = ["get", "patch", "update"];

    public override bool Serves(ResourceKind kind) => kind.HasStatus;

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        if (HttpMethods.IsPut(http.Request.Method)) await calls.UpdateAsync(target, http, Replacement.OfStatus);
        else if (HttpMethods.IsPatch(http.Request.Method)) await calls.PatchAsync(target, http, Replacement.OfStatus);
        else await reader.GetAsync(target, http);
    }
}
