using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>Ties a pod to a node, once: the scheduler's only write on a pod.</summary>
internal sealed class BindingSubresource(ResourceWriter writer, ResourceCalls calls, TimeProvider time) : Subresource
{
    public override string Name => "binding";

    public override IReadOnlyList<string> Verbs { get; } = ["create"];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(Pod);

    public override string KindName(ResourceKind kind) => nameof(Binding);

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var binding = await calls.ReadAsync<Binding>(http);
        Check(target, binding);
        var bound = await writer.ChangeAsync(target.Kind, target.Key, version: null,
            current => Bind((Pod)current.Resource, binding, time.GetUtcNow()), manager: null, http.Request.DryRun(), http.RequestAborted);
        await http.Response.WriteStatusAsync(Status.Success(target.Kind, target.Name!, bound.Object.Uid) with { Code = 201 });
    }

    /// <summary>The pod on its node.</summary>
    /// <exception cref="StatusException">409: it is bound to another, on its way out, or no longer the pod that was meant.</exception>
    internal static Pod Bind(Pod pod, Binding binding, DateTimeOffset now)
    {
        var kind = ResourceKind.Of<Pod>();
        var (name, node) = (pod.Metadata.Name!, binding.Target.Name!);
        if (binding.Metadata.Uid is { Length: > 0 } uid && uid != pod.Metadata.Uid)
            throw new StatusException(Status.Conflict(kind, name, $"the uid in the precondition is {uid}, the uid of the pod is {pod.Metadata.Uid}"));
        if (pod.Metadata.DeletionTimestamp is not null)
            throw new StatusException(Status.Conflict(kind, name, $"pod {name} is being deleted, cannot be assigned to a host"));
        if (pod.Spec.NodeName == node) return pod;
        if (!string.IsNullOrEmpty(pod.Spec.NodeName))
            throw new StatusException(Status.Conflict(kind, name, $"pod {name} is already assigned to node \"{pod.Spec.NodeName}\""));
        var scheduled = new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = now };
        return pod with
        {
            Spec = pod.Spec with { NodeName = node },
            Status = pod.Status with { Conditions = [.. (pod.Status.Conditions ?? []).Where(c => c.Type != "PodScheduled"), scheduled] },
        };
    }

    private static void Check(ResourceTarget target, Binding binding)
    {
        if (binding.Kind is not (null or nameof(Binding)))
            throw new StatusException(Status.BadRequest($"kind: \"{binding.Kind}\" is not Binding", StatusCause.NotSupported("kind", binding.Kind, nameof(Binding))));
        if (binding.Metadata.Name is { Length: > 0 } name && name != target.Name)
            throw new StatusException(Status.BadRequest($"metadata.name: \"{name}\" does not match \"{target.Name}\" of the URL"));
        var problems = new Problems();
        problems.OneOf(binding.Target.Kind, "target.kind", "Node", "");
        if (string.IsNullOrEmpty(binding.Target.Name)) problems.Add(StatusCause.Required("target.name"));
        else problems.Check(Names.IsDnsSubdomain(binding.Target.Name), () => StatusCause.Invalid("target.name", binding.Target.Name, Names.SubdomainRule));
        if (problems.Causes.Count > 0) throw new StatusException(Status.Invalid(target.Kind, target.Name, problems.Causes));
    }
}
