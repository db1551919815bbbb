namespace DuckBus.Client.Controllers;

/// <summary>What a reconcile asks for when it is through.</summary>
/// <param name="After">Call again after this time; null: when something changes, or at the next resync.</param>
public readonly record struct Requeue(TimeSpan? After)
{
    /// <summary>Nothing more to do until something changes.</summary>
    public static Requeue None => default;

    /// <summary>Call again after this time.</summary>
    public static Requeue In(TimeSpan delay) => new(delay);
}
