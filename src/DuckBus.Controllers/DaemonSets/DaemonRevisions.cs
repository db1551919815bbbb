using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Client.Objects;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>The templates that a DaemonSet has had, kept so that one of them can be brought back. Pure.</summary>
public static class DaemonRevisions
{
    /// <summary>The revision of the present template, the newest if there were two; or null.</summary>
    public static ControllerRevision? Current(DaemonSet set, IEnumerable<ControllerRevision> revisions) =>
        revisions.Where(revision => Matches(set, revision)).MaxBy(revision => revision.Revision);

    /// <summary>The number that comes after those of the others.</summary>
    public static long Next(IEnumerable<ControllerRevision> others) => others.Select(revision => revision.Revision).DefaultIfEmpty().Max() + 1;

    /// <summary>Whether the revision is the present template.</summary>
    public static bool Matches(DaemonSet set, ControllerRevision revision) =>
        revision.Data is { } data
        && JsonNode.Parse(data.Utf8.Span)?["spec"]?["template"] is JsonObject template
        && TemplateHash.Same(template.Deserialize<PodTemplateSpec>(ModelJson.Options)! with { UnknownFields = null }, set.Spec.Template with { UnknownFields = null });

    /// <summary>The hash by which pods name the revision.</summary>
    public static string HashOf(ControllerRevision revision) => revision.Metadata.Labels?.GetValueOrDefault(DaemonPods.RevisionLabel) ?? "";

    /// <summary>A revision for the present template: the patch that brings it back.</summary>
    public static ControllerRevision New(DaemonSet set, long number)
    {
        var hash = TemplateHash.Of(set.Spec.Template, set.Status.CollisionCount ?? 0);
        var template = JsonNode.Parse(ModelJson.Write(set.Spec.Template))!.AsObject();
        template["$patch"] = "replace";
        var patch = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
        return new ControllerRevision
        {
            Metadata = new ObjectMeta
            {
                Namespace = set.Metadata.Namespace,
                Name = $"{set.Metadata.Name}-{hash}",
                Labels = set.Spec.Template.Metadata.Labels.With(DaemonPods.RevisionLabel, hash),
                Annotations = set.Metadata.Annotations,
                OwnerReferences = [Owners.ReferenceTo(set)],
            },
            Data = new RawJson(JsonSerializer.SerializeToUtf8Bytes(patch)),
            Revision = number,
        };
    }

    /// <summary>Old revisions that the history has no room for, the oldest first. Those that still have pods stay.</summary>
    public static IReadOnlyList<ControllerRevision> Surplus(DaemonSet set, IReadOnlyList<ControllerRevision> old, IEnumerable<Pod> pods)
    {
        var live = pods.Select(pod => pod.Metadata.Labels?.GetValueOrDefault(DaemonPods.RevisionLabel)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. old.OrderBy(revision => revision.Revision)
                .Where(revision => !live.Contains(HashOf(revision)))
                .Take(Math.Max(0, old.Count - (set.Spec.RevisionHistoryLimit ?? 10))),
        ];
    }
}
