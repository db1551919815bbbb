using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>From what a pod asks for to what the engine is asked for.</summary>
internal static class ContainerRequests
{
    private const long CpuPeriodMicroseconds = 100_000;
    private const long LeastCpuQuota = 1_000;
    private const long SharesPerCore = 1024;
    private const long LeastCpuShares = 2;

    private static readonly IReadOnlyList<string> NoRights = ["ALL"];

    // The pause program makes two system calls in its life, and building the engine's filter for it takes longer than they do.
    private static readonly IReadOnlyList<string> NoFilter = ["seccomp=unconfined"];

    private static readonly ContainerRequest.LogSettings NoLogs = new("none", new Dictionary<string, string>());

    private static readonly ContainerRequest.LogSettings BoundedLogs =
        new("json-file", new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "3" });

    /// <summary>The pause container, which owns network, hostname, shared memory and published ports of the pod.</summary>
    public static ContainerRequest Sandbox(SandboxSpec spec, string cluster, string node, string networkId, string image) => new()
    {
        Image = image,
        Hostname = spec.HostNetwork ? null : spec.Hostname,
        Domainname = spec.HostNetwork ? null : spec.Domain,
        Labels = DockerLabels.For(cluster, node, spec.Pod, DockerLabels.Sandbox, spec.Labels),
        ExposedPorts = spec.Ports.Select(PortName).Distinct().ToDictionary(p => p, _ => new object()),
        HostConfig = new()
        {
            NetworkMode = spec.HostNetwork ? "host" : networkId,
            IpcMode = "shareable",
            CapDrop = NoRights,
            SecurityOpt = NoFilter,
            CpuShares = LeastCpuShares,
            LogConfig = NoLogs,
            Sysctls = spec.Sysctls.Count > 0 ? spec.Sysctls : null,
            ExtraHosts = NullIfEmpty([.. spec.Hosts.Select(host => $"{host.Key}:{host.Value}")]),
            Dns = NullIfEmpty(spec.Resolver?.Servers),
            DnsSearch = NullIfEmpty(spec.Resolver?.Searches),
            DnsOptions = NullIfEmpty(spec.Resolver?.Options),
            Mounts = ContainerMounts.Sandbox(spec, cluster, node),
            PortBindings = spec.HostNetwork ? null : Bindings(spec.Ports),
        },
    };

    /// <summary>A container in the namespaces of its sandbox. Memory is the limit with swap, so that the limit is the limit.</summary>
    public static ContainerRequest Container(ContainerSpec spec, string sandboxId, string cluster, string node) => new()
    {
        Image = spec.Image,
        Entrypoint = NullIfEmpty(spec.Command),
        Cmd = NullIfEmpty(spec.Args),
        WorkingDir = spec.WorkingDir,
        StopSignal = spec.StopSignal,
        User = (spec.Rights.User, spec.Rights.Group) switch
        {
            (null, null) => null,
            ({ } user, null) => $"{user}",
            var (user, group) => $"{user ?? 0}:{group}",
        },
        Env = Environment(spec.Env),
        Tty = spec.Tty,
        OpenStdin = spec.Stdin,
        StdinOnce = spec.StdinOnce,
        Labels = new Dictionary<string, string>(DockerLabels.For(cluster, node, spec.Pod, DockerLabels.Container, spec.Labels))
        {
            [DockerLabels.ContainerName] = spec.Name,
            [DockerLabels.ContainerAttempt] = spec.Attempt.ToString(),
        },
        HostConfig = new()
        {
            NetworkMode = DockerState.InSandbox(sandboxId),
            IpcMode = spec.HostIpc ? "host" : DockerState.InSandbox(sandboxId),
            PidMode = Processes(spec, sandboxId),
            Privileged = spec.Rights.Privileged ? true : null,
            ReadonlyRootfs = spec.Rights.ReadOnlyRoot ? true : null,
            CapAdd = NullIfEmpty(spec.Rights.Add),
            CapDrop = NullIfEmpty(spec.Rights.Drop),
            MaskedPaths = spec.Rights.Unmasked ? [] : null,
            ReadonlyPaths = spec.Rights.Unmasked ? [] : null,
            SecurityOpt = NullIfEmpty([.. Options(spec.Rights)]),
            GroupAdd = NullIfEmpty([.. spec.Rights.MoreGroups.Select(group => $"{group}")]),
            Memory = spec.MemoryLimit,
            MemorySwap = spec.MemoryLimit,
            CpuShares = Math.Max(LeastCpuShares, (long)((spec.CpuRequest ?? 0) * SharesPerCore)),
            // A quota and not NanoCpus: the engine refuses more of those than the machine has, Kubernetes does not.
            CpuPeriod = spec.CpuLimit is null ? null : CpuPeriodMicroseconds,
            CpuQuota = spec.CpuLimit is { } cores ? Math.Max(LeastCpuQuota, (long)(cores * CpuPeriodMicroseconds)) : null,
            LogConfig = BoundedLogs,
            Mounts = ContainerMounts.Container(spec, cluster, node),
            Binds = ContainerMounts.Binds(spec),
        },
    };

    private static string? Processes(ContainerSpec spec, string sandboxId) => spec switch
    {
        { ProcessesOf: { } target } => DockerState.InSandbox(target),
        { Processes: ProcessView.Pod } => DockerState.InSandbox(sandboxId),
        { Processes: ProcessView.Host } => "host",
        _ => null,
    };

    private static IEnumerable<string> Options(ContainerRights rights)
    {
        if (rights.NoNewPrivileges) yield return "no-new-privileges";
        if (rights.Unconfined) yield return "seccomp=unconfined";
    }

    private static List<string> Environment(IReadOnlyList<KeyValuePair<string, string>> env)
    {
        var values = new OrderedDictionary<string, string>();
        foreach (var (name, value) in env)
            values[name] = value;
        return [.. values.Select(v => $"{v.Key}={v.Value}")];
    }

    private static Dictionary<string, IReadOnlyList<ContainerRequest.PortBinding>> Bindings(IReadOnlyList<PublishedPort> ports) =>
        ports.GroupBy(PortName).ToDictionary(
            g => g.Key,
            IReadOnlyList<ContainerRequest.PortBinding> (g) =>
                [.. g.Select(p => new ContainerRequest.PortBinding(p.HostIp, p.HostPort.ToString()))]);

    private static string PortName(PublishedPort port) => $"{port.ContainerPort}/{port.Protocol.ToLowerInvariant()}";

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string>? words) => words is { Count: > 0 } ? words : null;
}
