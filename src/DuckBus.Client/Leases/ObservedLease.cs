using DuckBus.Model.Coordination;

namespace DuckBus.Client.Leases;

/// <summary>
/// A lease as one candidate sees it. It has expired when it did not change for its duration on the candidate's own clock;
/// the times written in it come from other machines, whose clocks may be wrong.
/// </summary>
internal sealed class ObservedLease(string identity, TimeProvider time)
{
    private LeaseSpec? spec;
    private long changedAt;

    public string? Holder => spec?.HolderIdentity;

    public bool IsOurs => Holder == identity;

    public bool MayBeTaken => string.IsNullOrEmpty(Holder) || IsOurs || time.GetElapsedTime(changedAt) >= Duration;

    private TimeSpan Duration => TimeSpan.FromSeconds(spec?.LeaseDurationSeconds ?? 0);

    public void See(Lease? lease)
    {
        if (lease is not null && spec is not null && lease.Spec.HolderIdentity == Holder && lease.Spec.RenewTime == spec.RenewTime) return;
        spec = lease?.Spec;
        changedAt = time.GetTimestamp();
    }
}
