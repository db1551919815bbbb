using DuckBus.Model.Apps;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>ControllerRevisions: what they keep never changes.</summary>
internal sealed class ControllerRevisionRules : KindRules<ControllerRevision>
{
    protected override void Validate(ControllerRevision resource, Problems problems)
    {
        problems.NotNegative(resource.Revision, "revision");
        if (resource.Data is null) problems.Add(StatusCause.Required("data", "data is mandatory"));
    }

    protected override void ValidateUpdate(ControllerRevision before, ControllerRevision after, Problems problems) =>
        problems.Immutable(before.Data, after.Data, "data");
}
