namespace DuckBus.Kubelet.Runtime;

/// <summary>A container as the engine sees it.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="Name">Its name in the pod; for an intruder the engine's name.</param>
/// <param name="Attempt">Which try this is: 0 for the first start, counted up with each restart.</param>
/// <param name="Image">The image it was created from, as it was asked for.</param>
/// <param name="ImageId">The image's id.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="ExitCode">Once exited, or if it could not be started.</param>
/// <param name="OomKilled">Whether the kernel killed it for its memory.</param>
/// <param name="Error">Why it could not be started, in the engine's words.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="StartedAt">When it was started. Lists may leave it out; inspecting tells.</param>
/// <param name="FinishedAt">When it exited. Lists may leave it out; inspecting tells.</param>
public sealed record RuntimeContainer(
    string Id,
    string Name,
    int Attempt,
    string Image,
    string ImageId,
    ContainerLife State,
    int? ExitCode,
    bool OomKilled,
    string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);
