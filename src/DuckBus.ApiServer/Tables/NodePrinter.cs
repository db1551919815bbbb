using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class NodePrinter : TablePrinter<Node>
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("Status", "Whether the node takes and runs pods."),
        new("Roles", "What the node is for, from its labels."),
        Column.Age,
        new("Version", "The version of the kubelet."),
        Column.Wide("Internal-IP", "The address of the node inside the cluster."),
        Column.Wide("External-IP", "The address of the node for the outside."),
        Column.Wide("OS-Image", "The operating system."),
        Column.Wide("Kernel-Version", "The version of the kernel."),
        Column.Wide("Container-Runtime", "What runs the containers, and its version."),
    ];

    protected override IReadOnlyList<object?> Cells(Node item, DateTimeOffset now)
    {
        var info = item.Status.NodeInfo;
        return
        [
            Name(item), Status(item), string.Join(',', Roles(item)).OrNone(), Age(item, now), info?.KubeletVersion ?? "",
            Address(item, "InternalIP"), Address(item, "ExternalIP"), Known(info?.OsImage), Known(info?.KernelVersion), Known(info?.ContainerRuntimeVersion),
        ];
    }

    private static string Status(Node node)
    {
        var status = node.Status.Conditions?.LastOrDefault(condition => condition.Type == "Ready") switch
        {
            null => "Unknown",
            { Status: "True" } => "Ready",
            _ => "NotReady",
        };
        return node.Spec.Unschedulable is true ? $"{status},SchedulingDisabled" : status;
    }

    private static SortedSet<string> Roles(Node node)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Metadata.Labels ?? new Dictionary<string, string>(0))
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length) roles.Add(key[RolePrefix.Length..]);
            else if (key == "kubernetes.io/role" && value.Length > 0) roles.Add(value);
        return roles;
    }

    private static string Address(Node node, string type) => (node.Status.Addresses?.FirstOrDefault(address => address.Type == type)?.Address).OrNone();

    private static string Known(string? text) => string.IsNullOrEmpty(text) ? "<unknown>" : text;
}
