using System.Globalization;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>From the engine's terms to the runtime's.</summary>
internal static class DockerState
{
    private const string ContainerMode = "container:";

    /// <summary>The mode that shares a namespace with a sandbox.</summary>
    public static string InSandbox(string sandboxId) => ContainerMode + sandboxId;

    /// <summary>The sandbox that a container lives in; null if it lives in none.</summary>
    public static string? SandboxOf(ContainerSummary container) =>
        container.HostConfig?.NetworkMode is { } mode && mode.StartsWith(ContainerMode, StringComparison.Ordinal)
            ? mode[ContainerMode.Length..]
            : null;

    /// <summary>Sandboxes with their containers, and what carries the node's label without belonging to one.</summary>
    /// <param name="all">The node's containers, of any cluster.</param>
    /// <param name="cluster">The cluster that counts.</param>
    public static RuntimeState Sort(IEnumerable<ContainerSummary> all, string cluster)
    {
        var ours = all.Where(c => DockerLabels.ClusterOf(c.Labels) == cluster).OrderBy(c => c.Created).ToList();
        var sandboxes = ours.Where(c => Is(c, DockerLabels.Sandbox)).ToList();
        var ids = sandboxes.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var members = ours.Where(c => Is(c, DockerLabels.Container))
            .Where(c => SandboxOf(c) is { } id && ids.Contains(id))
            .ToLookup(c => SandboxOf(c)!);
        var known = members.SelectMany(m => m).Select(c => c.Id).Concat(ids).ToHashSet(StringComparer.Ordinal);
        return new RuntimeState(
            [.. sandboxes.Select(s => ToSandbox(s, [.. members[s.Id].Select(ToContainer).OrderBy(c => c.CreatedAt).ThenBy(c => c.Attempt)]))],
            [.. ours.Where(c => !known.Contains(c.Id)).Select(ToContainer)]);
    }

    /// <summary>A sandbox as its inspection shows it, without the containers in it.</summary>
    public static RuntimeSandbox ToSandbox(ContainerDetails details) => new(
        details.Id,
        DockerLabels.PodOf(details.Config.Labels) ?? throw new DockerException($"{details.Name} is not the sandbox of a pod"),
        Life(details.State.Status) == ContainerLife.Running,
        details.NetworkSettings?.Ip,
        details.Created ?? DateTimeOffset.UnixEpoch,
        []);

    /// <summary>A container as its inspection shows it: with exact times and exit code.</summary>
    public static RuntimeContainer ToContainer(ContainerDetails details)
    {
        var life = Life(details.State.Status);
        var error = details.State.Error is { Length: > 0 } text ? text : null;
        return new(
            details.Id,
            NameOf(details.Config.Labels, details.Name),
            AttemptOf(details.Config.Labels),
            details.Config.Image,
            details.Image,
            life,
            life == ContainerLife.Exited || (life == ContainerLife.Created && error is not null) ? details.State.ExitCode : null,
            details.State.OomKilled,
            error,
            details.Created ?? DateTimeOffset.UnixEpoch,
            details.State.StartedAt,
            life == ContainerLife.Exited ? details.State.FinishedAt : null);
    }

    /// <summary>The exit code in <c>Exited (137) 3 seconds ago</c>.</summary>
    public static int? ExitCode(string status)
    {
        var from = status.IndexOf('(', StringComparison.Ordinal) + 1;
        var to = status.IndexOf(')', StringComparison.Ordinal);
        return from > 0 && to > from && int.TryParse(status.AsSpan(from, to - from), NumberStyles.Integer, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;
    }

    private static RuntimeSandbox ToSandbox(ContainerSummary summary, IReadOnlyList<RuntimeContainer> containers) => new(
        summary.Id,
        DockerLabels.PodOf(summary.Labels)!,
        Life(summary.State) == ContainerLife.Running,
        summary.NetworkSettings?.Ip,
        DateTimeOffset.FromUnixTimeSeconds(summary.Created),
        containers);

    private static RuntimeContainer ToContainer(ContainerSummary summary)
    {
        var life = Life(summary.State);
        return new(
            summary.Id,
            NameOf(summary.Labels, summary.Names is [var name, ..] ? name : summary.Id),
            AttemptOf(summary.Labels),
            summary.Image,
            summary.ImageId ?? "",
            life,
            life == ContainerLife.Exited ? ExitCode(summary.Status) : null,
            OomKilled: false,
            Error: null,
            DateTimeOffset.FromUnixTimeSeconds(summary.Created),
            StartedAt: null,
            FinishedAt: null);
    }

    private static bool Is(ContainerSummary container, string role) =>
        container.Labels?.GetValueOrDefault(DockerLabels.Role) == role && DockerLabels.PodOf(container.Labels) is not null;

    private static ContainerLife Life(string state) => state switch
    {
        "created" => ContainerLife.Created,
        "exited" or "dead" or "removing" => ContainerLife.Exited,
        _ => ContainerLife.Running,
    };

    private static string NameOf(IReadOnlyDictionary<string, string>? labels, string engineName) =>
        labels?.GetValueOrDefault(DockerLabels.ContainerName) ?? engineName.TrimStart('/');

    private static int AttemptOf(IReadOnlyDictionary<string, string>? labels) =>
        int.TryParse(labels?.GetValueOrDefault(DockerLabels.ContainerAttempt), CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;
}
