using DuckBus.Model.Coordination;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>Leases.</summary>
internal sealed class LeaseRules : KindRules<Lease>
{
    protected override void Validate(Lease resource, Problems problems)
    {
        problems.Check(resource.Spec.LeaseDurationSeconds is null or > 0, () =>
            StatusCause.Invalid("spec.leaseDurationSeconds", resource.Spec.LeaseDurationSeconds, "must be greater than 0"));
        problems.NotNegative(resource.Spec.LeaseTransitions, "spec.leaseTransitions");
    }
}
