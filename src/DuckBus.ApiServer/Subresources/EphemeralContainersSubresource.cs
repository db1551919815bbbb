using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>Adds containers to a pod that runs, as <c>kubectl debug</c> does. A write changes nothing else.</summary>
internal sealed class EphemeralContainersSubresource(ResourceReader reader, ResourceCalls calls) : Subresource
{
    public override string Name => "ephemeralcontainers";

    public override IReadOnlyList<string> Verbs { get; } = ["get", "patch", "update"];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(Pod);

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        if (HttpMethods.IsPut(http.Request.Method)) await calls.UpdateAsync(target, http, Add);
        else if (HttpMethods.IsPatch(http.Request.Method)) await calls.PatchAsync(target, http, Add);
        else await reader.GetAsync(target, http);
    }

    /// <summary>The pod with the ephemeral containers that were submitted.</summary>
    /// <exception cref="StatusException">409: it is no longer the pod that the caller saw; 422: more than additions, or bad ones.</exception>
    private static Resource Add(ResourceKind kind, Resource before, Resource submitted)
    {
        var pod = (Pod)Replacement.OfStatus(kind, before, before with
        {
            Metadata = before.Metadata with { Uid = submitted.Metadata.Uid, ResourceVersion = submitted.Metadata.ResourceVersion },
        });
        var spec = PodSpecDefaults.Apply(pod.Spec with { EphemeralContainers = ((Pod)submitted).Spec.EphemeralContainers });
        var problems = new Problems();
        PodSpecRules.Validate(spec, "spec", problems);
        EphemeralContainerRules.ValidateUpdate(pod.Spec.EphemeralContainers, spec.EphemeralContainers, "spec.ephemeralContainers", problems);
        if (problems.Causes.Count > 0) throw new StatusException(Status.Invalid(kind, pod.Metadata.Name, problems.Causes));
        return Replacement.WithGeneration(before, pod with { Spec = spec });
    }
}
