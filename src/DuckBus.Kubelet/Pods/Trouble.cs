using DuckBus.Client.Queues;

namespace DuckBus.Kubelet.Pods;

/// <summary>Why something could not be started, and when it is tried again.</summary>
/// <param name="Reason">The waiting reason: ErrImagePull, CreateContainerConfigError, …</param>
/// <param name="Message">The engine's own words, or what is missing.</param>
/// <param name="Count">How often it failed in a row.</param>
/// <param name="At">When it failed last.</param>
/// <param name="RetryAt">When it is tried again.</param>
internal sealed record Trouble(string Reason, string Message, int Count, DateTimeOffset At, DateTimeOffset RetryAt)
{
    /// <summary>The image cannot be pulled.</summary>
    public const string ErrImagePull = "ErrImagePull";

    /// <summary>The image is not local and may not be pulled.</summary>
    public const string ErrImageNeverPull = "ErrImageNeverPull";

    /// <summary>A ConfigMap, a Secret or a key of one is missing.</summary>
    public const string ConfigError = "CreateContainerConfigError";

    /// <summary>The engine refused to create the container.</summary>
    public const string CreateError = "CreateContainerError";

    /// <summary>The engine could not start the container.</summary>
    public const string RunError = "RunContainerError";

    /// <summary>The engine could not create or start the sandbox.</summary>
    public const string SandboxError = "ContainerCreating";

    /// <summary>A volume cannot be had.</summary>
    public const string MountError = "ContainerCreating";

    /// <summary>Whether it is the image's; an event tells then what is wrong with that before one tells that the container waits.</summary>
    public bool IsOfImage => Reason is ErrImagePull or ErrImageNeverPull;

    private static readonly TimeSpan TellFor = TimeSpan.FromSeconds(1);

    /// <summary>From when on the pod says that it waits, instead of what failed; null if it keeps saying what failed.</summary>
    public DateTimeOffset? BackoffShownFrom =>
        Reason == ErrImagePull && Wait > TellFor ? At + TellFor : null;

    /// <summary>How long it waits after the failure until it is tried again.</summary>
    public TimeSpan Wait => RetryAt - At;

    /// <summary>Whether nothing is new: the same failure, with the same wait.</summary>
    public bool IsLike(Trouble before) => Reason == before.Reason && Message == before.Message && Wait == before.Wait;

    /// <summary>The failure, once more or for the first time.</summary>
    public static Trouble Again(
        Trouble? before, string reason, string message, DateTimeOffset now, TimeSpan first, TimeSpan longest)
    {
        var count = before?.Reason == reason ? before.Count + 1 : 1;
        return new Trouble(reason, message, count, now, now + BackOff.Delay(count, first, longest));
    }
}
