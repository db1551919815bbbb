using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for the ports of a service.</summary>
internal static class ServicePortRules
{
    private const string Range = "must be between 1 and 65535, inclusive";

    public static void Validate(ServiceSpec spec, Problems problems)
    {
        var ports = spec.Ports ?? [];
        if (ports.Count == 0 && spec.HasAddress()) problems.Add(StatusCause.Required("spec.ports"));
        var (names, offered, onNodes) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (i, port) in ports.Index())
        {
            var field = $"spec.ports[{i}]";
            Name(port, field, ports.Count > 1, names, problems);
            problems.Check(port.Port is > 0 and < 65536, () => StatusCause.Invalid($"{field}.port", port.Port, Range));
            problems.OneOf(port.Protocol, $"{field}.protocol", "SCTP", "TCP", "UDP");
            Target(port, $"{field}.targetPort", problems);
            problems.Check(offered.Add($"{port.Protocol}/{port.Port}"), () => StatusCause.Duplicate(field, $"{port.Protocol}/{port.Port}"));
            if (port.AppProtocol is { } protocol)
                problems.Check(Names.IsQualifiedName(protocol), () => StatusCause.Invalid($"{field}.appProtocol", protocol, Names.QualifiedRule));
            if (port.NodePort is not { } onNode) continue;
            problems.Check(spec.IsExternal(), () => StatusCause.Forbidden($"{field}.nodePort", $"may not be used when `type` is '{spec.Type}'"));
            problems.Check(onNode is > 0 and < 65536, () => StatusCause.Invalid($"{field}.nodePort", onNode, Range));
            problems.Check(onNodes.Add($"{port.Protocol}/{onNode}"), () => StatusCause.Duplicate($"{field}.nodePort", onNode));
        }
    }

    private static void Name(ServicePort port, string field, bool needed, HashSet<string> names, Problems problems)
    {
        if (string.IsNullOrEmpty(port.Name))
        {
            if (needed) problems.Add(StatusCause.Required($"{field}.name"));
            return;
        }

        problems.Check(Names.IsDnsLabel(port.Name), () => StatusCause.Invalid($"{field}.name", port.Name, Names.LabelRule));
        problems.Check(names.Add(port.Name), () => StatusCause.Duplicate($"{field}.name", port.Name));
    }

    private static void Target(ServicePort port, string field, Problems problems)
    {
        if (port.TargetPort?.Number is { } number)
            problems.Check(number is > 0 and < 65536, () => StatusCause.Invalid(field, number, Range));
        if (port.TargetPort?.Text is { } name)
            problems.Check(Names.IsPortName(name), () => StatusCause.Invalid(field, name, "must be at most 15 lower-case letters, digits and '-', with at least one letter"));
    }
}
