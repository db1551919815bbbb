using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>The finalizers in the spec of a namespace: the namespace controller takes them away when the content is gone.</summary>
internal sealed class FinalizeSubresource(ResourceCalls calls) : Subresource
{
    public override string Name => "finalize";

    public override IReadOnlyList<string> Verbs { get; } = ["update"];

    public override bool Serves(ResourceKind kind) => kind.Type == typeof(Namespace);

    public override Task HandleAsync(ResourceTarget target, HttpContext http) => calls.UpdateAsync(target, http, Finalize);

    private static Resource Finalize(ResourceKind kind, Resource before, Resource submitted)
    {
        var ns = (Namespace)Replacement.OfStatus(kind, before, before with
        {
            Metadata = before.Metadata with { Uid = submitted.Metadata.Uid, ResourceVersion = submitted.Metadata.ResourceVersion },
        });
        var after = ns with { Spec = ns.Spec with { Finalizers = ((Namespace)submitted).Spec.Finalizers ?? [] } };
        var problems = new Problems();
        KindRules.Of(kind).Validate(after, problems);
        return problems.Causes.Count == 0 ? after : throw new StatusException(Status.Invalid(kind, before.Metadata.Name, problems.Causes));
    }
}
