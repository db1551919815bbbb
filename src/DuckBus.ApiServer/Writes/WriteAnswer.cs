using DuckBus.ApiServer.Cache;

namespace DuckBus.ApiServer.Writes;

/// <summary>How a change ended.</summary>
/// <param name="Object">The object as it is now, or as it was last.</param>
/// <param name="Removed">Whether it is gone.</param>
internal sealed record WriteAnswer(CachedObject Object, bool Removed);
