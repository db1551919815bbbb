using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>Namespaces: a deleted one stays until its content is gone and the finalizer <c>kubernetes</c> is removed.</summary>
internal sealed class NamespaceRules : KindRules<Namespace>
{
    public override bool NamesAreLabels => true;

    public override IReadOnlyDictionary<string, Func<Resource, string?>> Fields { get; } =
        FieldsWith<Namespace>(("status.phase", ns => ns.Status.Phase));

    /// <summary>Selectors find a namespace by the label with its name, so it always has that one.</summary>
    protected override Namespace Default(Namespace resource) => resource with
    {
        Metadata = resource.Metadata with
        {
            Labels = new Dictionary<string, string>(resource.Metadata.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal)
            {
                ["kubernetes.io/metadata.name"] = resource.Metadata.Name ?? "",
            },
        },
    };

    protected override Namespace PrepareCreate(Namespace resource) => resource with
    {
        Spec = resource.Spec with { Finalizers = resource.Spec.Finalizers ?? ["kubernetes"] },
        Status = new NamespaceStatus { Phase = "Active" },
    };

    /// <summary>As in Kubernetes only <c>/finalize</c> changes the finalizers.</summary>
    protected override Namespace PrepareUpdate(Namespace before, Namespace after) => after with
    {
        Spec = after.Spec with { Finalizers = before.Spec.Finalizers },
        Status = before.Status,
    };

    protected override void Validate(Namespace resource, Problems problems)
    {
        foreach (var (i, finalizer) in (resource.Spec.Finalizers ?? []).Index())
            problems.Check(Names.IsQualifiedName(finalizer), () => StatusCause.Invalid($"spec.finalizers[{i}]", finalizer, Names.QualifiedRule));
    }

    protected override string? Protects(Namespace resource) =>
        resource.Metadata.Name is "default" or "kube-system" or "kube-public" or "kube-node-lease" ? "this namespace may not be deleted" : null;

    protected override bool Holds(Namespace resource) => resource.Spec.Finalizers is { Count: > 0 };

    protected override Namespace Terminating(Namespace resource) => resource with { Status = resource.Status with { Phase = "Terminating" } };
}
