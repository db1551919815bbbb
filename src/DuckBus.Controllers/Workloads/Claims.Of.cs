using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Workloads;

/// <summary>Which objects an owner has, which orphans it takes in, and which of its own it lets go.</summary>
/// <typeparam name="T">What is owned, such as pods.</typeparam>
/// <param name="Owned">Objects that it owns and that match its selector.</param>
/// <param name="Adopt">Objects without a controller that match its selector.</param>
/// <param name="Release">Objects that it owns and that no longer match.</param>
public sealed record Claims<T>(IReadOnlyList<T> Owned, IReadOnlyList<T> Adopt, IReadOnlyList<T> Release)
    where T : Resource;
