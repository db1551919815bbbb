using DuckBus.ApiServer.Cache;

namespace DuckBus.ApiServer.Reads;

/// <summary>The objects of a kind as they were at a revision.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="Revision">The revision.</param>
internal readonly record struct KindState(KindObjects Objects, long Revision);
