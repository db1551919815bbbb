using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>Events live in the namespace of what they are about; those about cluster-scoped objects in <c>default</c>.</summary>
internal sealed class EventRules : KindRules<Event>
{
    public override IReadOnlyDictionary<string, Func<Resource, string?>> Fields { get; } = FieldsWith<Event>(
        ("involvedObject.kind", e => e.InvolvedObject.Kind),
        ("involvedObject.namespace", e => e.InvolvedObject.Namespace),
        ("involvedObject.name", e => e.InvolvedObject.Name),
        ("involvedObject.uid", e => e.InvolvedObject.Uid),
        ("involvedObject.apiVersion", e => e.InvolvedObject.ApiVersion),
        ("involvedObject.resourceVersion", e => e.InvolvedObject.ResourceVersion),
        ("involvedObject.fieldPath", e => e.InvolvedObject.FieldPath),
        ("reason", e => e.Reason),
        ("reportingComponent", e => e.ReportingComponent),
        ("source", e => e.Source?.Component ?? e.ReportingComponent),
        ("type", e => e.Type));

    protected override void Validate(Event resource, Problems problems)
    {
        var about = resource.InvolvedObject.Namespace;
        var expected = string.IsNullOrEmpty(about) ? "default" : about;
        problems.Check(resource.Metadata.Namespace == expected || (string.IsNullOrEmpty(about) && resource.Metadata.Namespace == "kube-system"), () =>
            StatusCause.Invalid("involvedObject.namespace", about ?? "", "does not match event.namespace"));
        problems.OneOf(string.IsNullOrEmpty(resource.Type) ? null : resource.Type, "type", "Normal", "Warning");
        problems.NotNegative(resource.Count, "count");
    }
}
