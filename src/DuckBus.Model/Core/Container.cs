using System.Text.Json.Serialization;
using DuckBus.Model.Core.Probes;
using DuckBus.Model.Core.Security;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>A single application container that you want to run within a pod.</summary>
public record Container : Extensible
{
    /// <summary>Name of the container, a DNS label, unique in the pod. Cannot be updated.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>Container image name.</summary>
    [Proto(2)]
    public string? Image { get; init; }

    /// <summary>Entrypoint array. The image's ENTRYPOINT is used if this is not given.</summary>
    [Proto(3)]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Arguments to the entrypoint. The image's CMD is used if this is not given.</summary>
    [Proto(4)]
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Container's working directory; the image's unless given.</summary>
    [Proto(5)]
    public string? WorkingDir { get; init; }

    /// <summary>List of ports to expose from the container.</summary>
    [Proto(6), MergeKey("containerPort", Keys = ["containerPort", "protocol"])]
    public IReadOnlyList<ContainerPort>? Ports { get; init; }

    /// <summary>List of sources to populate environment variables in the container.</summary>
    [Proto(19)]
    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    /// <summary>List of environment variables to set in the container.</summary>
    [Proto(7), MergeKey("name")]
    public IReadOnlyList<EnvVar>? Env { get; init; }

    /// <summary>Compute resources required by this container.</summary>
    [Proto(8)]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>Always, Never or IfNotPresent; Always if the tag is <c>latest</c> or missing, IfNotPresent otherwise.</summary>
    [Proto(14), Values("Always", "IfNotPresent", "Never")]
    public string? ImagePullPolicy { get; init; }

    /// <summary>
    /// Where the container writes its last words, which are read when it has ended, up to 4096 bytes. What lies in /dev, as the default
    /// does, goes with the container and cannot be read.
    /// </summary>
    [Proto(13), Default("/dev/termination-log")]
    public string? TerminationMessagePath { get; init; }

    /// <summary>How the termination message is filled: from the file, or with FallbackToLogsOnError from the end of the output if the container failed and left none.</summary>
    [Proto(20), Default("File"), Values("File", "FallbackToLogsOnError")]
    public string? TerminationMessagePolicy { get; init; }

    /// <summary>Whether the container allocates a TTY.</summary>
    [Proto(18)]
    public bool? Tty { get; init; }

    /// <summary>Whether the container has a buffer for stdin.</summary>
    [Proto(16)]
    public bool? Stdin { get; init; }

    /// <summary>Whether stdin is closed for good when the first client that attached to it leaves.</summary>
    [Proto(17)]
    public bool? StdinOnce { get; init; }

    /// <summary>Volumes of the pod to put into the container's files.</summary>
    [Proto(9), MergeKey("mountPath")]
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    /// <summary>Block devices of the pod's volumes to put into the container.</summary>
    [Proto(21), MergeKey("devicePath"), NotActedOn("the container gets no devices")]
    public IReadOnlyList<VolumeDevice>? VolumeDevices { get; init; }

    /// <summary>Checks whether the container is alive; if it fails, the container is restarted.</summary>
    [Proto(10)]
    public Probe? LivenessProbe { get; init; }

    /// <summary>Checks whether the container is ready; while it fails, services send it nothing.</summary>
    [Proto(11)]
    public Probe? ReadinessProbe { get; init; }

    /// <summary>Checks whether the container has started; until it succeeds the other probes wait, and if it fails the container is restarted.</summary>
    [Proto(22)]
    public Probe? StartupProbe { get; init; }

    /// <summary>What to do when the container has started and before it stops.</summary>
    [Proto(12)]
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>With which rights the container runs.</summary>
    [Proto(15)]
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>What happens when the resources change while the container runs.</summary>
    [Proto(23), NotActedOn("the resources of a pod cannot be changed")]
    public IReadOnlyList<ContainerResizePolicy>? ResizePolicy { get; init; }

    /// <summary>Only for init containers: Always makes it a sidecar, which runs beside the others until the pod ends.</summary>
    [Proto(24), Values("Always")]
    public string? RestartPolicy { get; init; }

    /// <summary>Whether the container, as an init container, is a sidecar.</summary>
    [JsonIgnore]
    public bool IsSidecar => RestartPolicy == "Always";
}
