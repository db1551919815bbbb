using System.Globalization;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>The volumes of pods: named volumes of the engine, which the sandbox has all of and containers what they mount.</summary>
internal sealed class DockerVolumes(DockerClient docker, string cluster, TimeProvider time)
{
    private const string Program = "/rename";

    private readonly string run = time.GetUtcNow().ToString("yyyy_MM_dd_HH_mm_ss.fffffff", CultureInfo.InvariantCulture);

    /// <summary>Fills volumes with one archive. Where containers look at them, links are changed by rename afterwards.</summary>
    public async Task WriteAsync(string sandboxId, IReadOnlyList<VolumeContent> contents, bool inUse, CancellationToken cancellationToken)
    {
        var entries = contents.SelectMany(content => VolumeArchive.Entries(content, inUse, run)).ToList();
        var renamed = inUse ? contents.Where(content => content.Files is not null).ToList() : [];
        if (renamed.Count > 0) entries.Add(Layer.Program(Program[1..], await ProgramAsync(cancellationToken)));
        await docker.PutArchiveAsync(sandboxId, "/", await Layer.WriteAsync(entries, cancellationToken), cancellationToken);
        if (renamed.Count == 0) return;
        string[] command = [Program, .. renamed.SelectMany(content => VolumeArchive.Renames(content, run))];
        var session = new Streams.DockerSession(docker, new ContainerStreams(), time);
        if (await session.ExecAsync(sandboxId, command, cancellationToken) is not 0 and var error)
            throw new DockerException($"the new files are in place and could not be shown: error {error} of rename");
    }

    /// <summary>Removes the volumes of a pod.</summary>
    public async Task RemoveAsync(PodIdentity pod, CancellationToken cancellationToken)
    {
        var volumes = await docker.ListVolumesAsync($"{DockerLabels.PodUid}={pod.Uid}", cancellationToken);
        await Task.WhenAll(volumes.Where(one => DockerLabels.ClusterOf(one.Labels) == cluster)
            .Select(one => docker.RemoveVolumeAsync(one.Name, cancellationToken)));
    }

    /// <summary>The mounts as the engine can do them: a part of a volume is a path of the machine that the engine knows.</summary>
    public async Task<IReadOnlyList<ContainerMount>> ResolveAsync(
        IReadOnlyList<ContainerMount> mounts, Func<string, string> nameOf, CancellationToken cancellationToken)
    {
        if (!mounts.Any(mount => mount is { Volume: not null, SubPath: not null })) return mounts;
        var resolved = new List<ContainerMount>();
        foreach (var mount in mounts)
        {
            if (mount is not { Volume: { } volume, SubPath: { } part })
            {
                resolved.Add(mount);
                continue;
            }

            var found = await docker.FindVolumeAsync(nameOf(volume), cancellationToken)
                ?? throw new DockerException($"the volume {volume} is gone from the engine");
            resolved.Add(mount with { Volume = null, SubPath = null, HostPath = $"{found.Mountpoint}/{part}", Create = true });
        }

        return resolved;
    }

    private async Task<byte[]> ProgramAsync(CancellationToken cancellationToken)
    {
        var architecture = (await docker.VersionAsync(cancellationToken)).Arch;
        return RenameProgram.For(architecture)
            ?? throw new DockerException($"the engine runs on {architecture}; DuckBus has its programs for amd64 and arm64");
    }
}
