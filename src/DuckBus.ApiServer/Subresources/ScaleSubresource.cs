using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Apps;
using DuckBus.Model.Autoscaling;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>The number of replicas, of any kind that has one: <c>kubectl scale</c>. A write changes nothing else.</summary>
internal sealed class ScaleSubresource(ResourceCalls calls) : Subresource
{
    private const string GroupVersion = "autoscaling/v1";

    public override string Name => "scale";

    public override IReadOnlyList<string> Verbs { get; } = ["get", "patch", "update"];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(Deployment) || kind.Type == typeof(ReplicaSet);

    public override string KindName(ResourceKind kind) => nameof(Scale);

    public override string ApiVersion(ResourceKind kind) => GroupVersion;

    public override async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var seen = new Representation(typeof(Scale), GroupVersion, nameof(Scale), Show, Take);
        if (HttpMethods.IsPut(http.Request.Method)) await calls.UpdateAsync(target, http, seen);
        else if (HttpMethods.IsPatch(http.Request.Method)) await calls.PatchAsync(target, http, seen);
        else await calls.GetAsync(target, http, seen);
    }

    /// <summary>What is seen of an object.</summary>
    internal static Resource Show(Resource resource)
    {
        var (wanted, actual, selector) = resource switch
        {
            Deployment deployment => (deployment.Spec.Replicas, deployment.Status.Replicas, deployment.Spec.Selector),
            ReplicaSet set => (set.Spec.Replicas, set.Status.Replicas, set.Spec.Selector),
            _ => throw new ArgumentException($"{resource.Kind} has no replicas", nameof(resource)),
        };
        var metadata = resource.Metadata;
        return new Scale
        {
            ApiVersion = GroupVersion,
            Kind = nameof(Scale),
            Metadata = new ObjectMeta
            {
                Name = metadata.Name, Namespace = metadata.Namespace, Uid = metadata.Uid,
                ResourceVersion = metadata.ResourceVersion, CreationTimestamp = metadata.CreationTimestamp,
            },
            Spec = new ScaleSpec { Replicas = wanted ?? 1 },
            Status = new ScaleStatus { Replicas = actual ?? 0, Selector = Text(selector) },
        };
    }

    /// <summary>The object with the replicas that were submitted.</summary>
    /// <exception cref="StatusException">409 or 422: it cannot be.</exception>
    internal static Resource Take(ResourceKind kind, Resource before, Resource submitted)
    {
        var replicas = ((Scale)submitted).Spec.Replicas ?? 0;
        if (replicas < 0)
            throw new StatusException(Status.Invalid(kind, before.Metadata.Name, [StatusCause.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]));
        Resource after = before switch
        {
            Deployment deployment => deployment with { Spec = deployment.Spec with { Replicas = replicas } },
            ReplicaSet set => set with { Spec = set.Spec with { Replicas = replicas } },
            _ => before,
        };
        return Replacement.Of(kind, before, after with
        {
            Metadata = before.Metadata with { Uid = submitted.Metadata.Uid, ResourceVersion = submitted.Metadata.ResourceVersion },
        });
    }

    private static string Text(LabelSelector? selector) => string.Join(',',
        (selector?.MatchLabels ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")
            .Concat((selector?.MatchExpressions ?? []).Select(Text)));

    private static string Text(LabelSelectorRequirement requirement) => requirement.Operator switch
    {
        "In" => $"{requirement.Key} in ({string.Join(',', requirement.Values ?? [])})",
        "NotIn" => $"{requirement.Key} notin ({string.Join(',', requirement.Values ?? [])})",
        "Exists" => requirement.Key,
        _ => $"!{requirement.Key}",
    };
}
