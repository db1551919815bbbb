namespace DuckBus.Dashboard.Views;

/// <summary>A pod as a square.</summary>
/// <param name="Uid">Which pod.</param>
/// <param name="Label">What it belongs to.</param>
/// <param name="Suffix">What tells it from its siblings.</param>
/// <param name="Look">The name of its look: shape, colour and motion.</param>
/// <param name="Sign">The sign in it, which says the same as the look.</param>
/// <param name="Words">All of it in words, for a tooltip and for those who cannot see it.</param>
/// <param name="Fresh">Whether it has just been born.</param>
/// <param name="Restarts">How often its containers were started again.</param>
public sealed record PodView(string Uid, string Label, string Suffix, string Look, string Sign, string Words, bool Fresh, int Restarts);
