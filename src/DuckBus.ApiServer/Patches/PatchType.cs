using DuckBus.ApiServer.Apply;
using DuckBus.ApiServer.Patches.Json;
using DuckBus.ApiServer.Patches.Strategic;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Patches;

/// <summary>A way to describe a change, told by the type of the body.</summary>
/// <param name="MediaType">The type of the body.</param>
/// <param name="IsList">Whether the body is a list of steps.</param>
/// <param name="Read">Reads a body of that type; it throws a 400 that names what is wrong with it.</param>
internal sealed record PatchType(string MediaType, bool IsList, Func<PatchRequest, IPatch> Read)
{
    /// <summary>All types that are served.</summary>
    public static IReadOnlyList<PatchType> All { get; } =
    [
        new("application/json-patch+json", true, JsonPatch.Read),
        new("application/merge-patch+json", false, MergePatch.Read),
        new("application/strategic-merge-patch+json", false, StrategicMergePatch.Read),
    ];

    /// <summary>The type of a body.</summary>
    /// <exception cref="StatusException">415: it is none that is served; the message lists those that are.</exception>
    public static PatchType Of(string mediaType) =>
        All.FirstOrDefault(type => type.MediaType == mediaType)
        ?? throw new StatusException(Status.UnsupportedMediaType(
            $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", All.Select(type => type.MediaType).Append(ApplyCalls.MediaType))}"));
}
