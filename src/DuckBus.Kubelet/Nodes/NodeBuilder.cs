using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Nodes;

/// <summary>The node's object, as a pure function of what the kubelet knows of the machine.</summary>
internal static class NodeBuilder
{
    /// <summary>The labels that a node always has, and those that it was given.</summary>
    public static IReadOnlyDictionary<string, string> Labels(KubeletOptions options, RuntimeInfo? machine)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["kubernetes.io/hostname"] = options.NodeName,
            ["kubernetes.io/os"] = "linux",
        };
        if (machine is not null) labels["kubernetes.io/arch"] = machine.Architecture;
        foreach (var (key, value) in options.Labels) labels[key] = value;
        return labels;
    }

    /// <summary>The status of the node.</summary>
    /// <param name="options">Name and size.</param>
    /// <param name="machine">What the runtime tells of the machine; null while it cannot be asked.</param>
    /// <param name="runtimeName">The runtime's name.</param>
    /// <param name="address">Where the node is reached.</param>
    /// <param name="port">Where the kubelet serves.</param>
    /// <param name="trouble">Why the node is not ready; null if it is.</param>
    /// <param name="live">The status in the API, whose times of transition are kept.</param>
    /// <param name="now">The time.</param>
    public static NodeStatus Status(
        KubeletOptions options, RuntimeInfo? machine, string runtimeName, string address, int port, string? trouble,
        NodeStatus live, DateTimeOffset now)
    {
        var size = new SortedDictionary<string, Quantity>(StringComparer.Ordinal)
        {
            ["cpu"] = Quantity.Of(options.Cpu ?? machine?.Cpus ?? 0),
            ["memory"] = Quantity.Parse($"{(options.MemoryBytes ?? machine?.MemoryBytes ?? 0) / 1024}Ki"),
            ["pods"] = Quantity.Of(options.MaxPods),
        };
        if (machine is { StorageBytes: > 0 and var bytes }) size["ephemeral-storage"] = Quantity.Parse($"{bytes / 1024}Ki");
        return live with
        {
            Capacity = size,
            Allocatable = size,
            Conditions = Conditions(trouble, live.Conditions ?? [], now),
            Addresses =
            [
                new NodeAddress { Type = "InternalIP", Address = address },
                new NodeAddress { Type = "Hostname", Address = options.NodeName },
            ],
            DaemonEndpoints = new NodeDaemonEndpoints { KubeletEndpoint = new DaemonEndpoint { Port = port } },
            NodeInfo = new NodeSystemInfo
            {
                MachineId = Environment.MachineName,
                SystemUuid = Environment.MachineName,
                KernelVersion = machine?.KernelVersion ?? "",
                OsImage = machine?.OsImage ?? "",
                ContainerRuntimeVersion = $"{runtimeName}://{machine?.Version ?? "unknown"}",
                KubeletVersion = $"v{typeof(NodeBuilder).Assembly.GetName().Version?.ToString(3)}-duckbus",
                OperatingSystem = "linux",
                Architecture = machine?.Architecture ?? "",
            },
        };
    }

    private static List<NodeCondition> Conditions(string? trouble, IReadOnlyList<NodeCondition> live, DateTimeOffset now)
    {
        NodeCondition Of(string type, bool status, string reason, string message)
        {
            var text = status ? "True" : "False";
            var before = live.FirstOrDefault(one => one.Type == type);
            return new NodeCondition
            {
                Type = type,
                Status = text,
                Reason = reason,
                Message = message,
                LastHeartbeatTime = now,
                LastTransitionTime = before?.Status == text ? before.LastTransitionTime ?? now : now,
            };
        }

        List<NodeCondition> own =
        [
            Of("MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            Of("DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            Of("PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            trouble is null
                ? Of("Ready", true, "KubeletReady", "kubelet is posting ready status")
                : Of("Ready", false, "KubeletNotReady", trouble),
        ];
        return [.. own, .. live.Where(condition => own.All(one => one.Type != condition.Type))];
    }
}
