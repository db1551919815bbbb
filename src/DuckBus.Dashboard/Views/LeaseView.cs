namespace DuckBus.Dashboard.Views;

/// <summary>A lease as a ring that drains.</summary>
/// <param name="Beat">Which renewal it shows; a new one draws a new ring.</param>
/// <param name="Lasts">How long it lasts, in seconds.</param>
/// <param name="Age">How old it is, in seconds.</param>
public sealed record LeaseView(long Beat, double Lasts, double Age)
{
    /// <summary>The seconds that are left, as a whole number.</summary>
    public int Left => (int)Math.Ceiling(Math.Max(0, Lasts - Age));
}
