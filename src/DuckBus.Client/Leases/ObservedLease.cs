using DuckBus.Model.Coordination;

namespace DuckBus.Client.Leases;

/// <summary>
/// A lease as one candidate sees it. It has expired when it did not change for its duration on the candidate's own clock;
/// the times written in it come from other machines, whose clocks may be wrong.
/// </summary>
internal sealed class ObservedLease(string identity, TimeProvider time)
{
    private LeaseSpec? _spec;
    private long _changedAt;

    public string? Holder => _spec?.HolderIdentity;

    public bool IsOurs => Holder == identity;

    public bool MayBeTaken => string.IsNullOrEmpty(Holder) || IsOurs || time.GetElapsedTime(_changedAt) >= Duration;

    private TimeSpan Duration => TimeSpan.FromSeconds(_spec?.LeaseDurationSeconds ?? 0);

    public void See(Lease? lease)
    {
        if (lease is not null && _spec is not null && lease.Spec.HolderIdentity == Holder && lease.Spec.RenewTime == _spec.RenewTime) return;
        _spec = lease?.Spec;
        _changedAt = time.GetTimestamp();
    }
}
