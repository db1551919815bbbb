using DuckBus.ApiServer.Rules;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Containers;

/// <summary>Translates what the container API takes into the ReplicaSet that it stands for. Pure.</summary>
internal static class ContainerFace
{
    /// <summary>The image that runs when none is given.</summary>
    public const string Duck = "duckbus/duck:local";

    /// <summary>The label that ties ReplicaSet and pods to the name in the container API.</summary>
    public const string Label = "duckbus.dev/container";

    /// <summary>Where containers live.</summary>
    public const string Namespace = "default";

    /// <summary>Short, because on a stage nobody waits for a program that does not listen to SIGTERM.</summary>
    private const int GraceSeconds = 2;

    /// <summary>What is wrong with a request; empty if nothing is.</summary>
    public static IReadOnlyList<StatusCause> Problems(ContainerRequest request)
    {
        var problems = new Problems();
        if (string.IsNullOrEmpty(request.Name)) problems.Add(StatusCause.Required("name", "a container needs a name"));
        else problems.Check(Names.IsDnsLabel(request.Name), () => StatusCause.Invalid("name", request.Name, Names.LabelRule));
        problems.Check(request.Image is null || request.Image.Trim().Length > 0, () => StatusCause.Invalid("image", request.Image, "must not be empty"));
        problems.NotNegative(request.Replicas, "replicas");
        problems.Check(string.IsNullOrEmpty(request.Node) || Names.IsDnsSubdomain(request.Node), () => StatusCause.Invalid("node", request.Node, Names.SubdomainRule));
        foreach (var name in request.Env?.Keys ?? [])
            problems.Check(Names.IsEnvName(name), () => StatusCause.Invalid($"env.{name}", name, Names.EnvRule));
        foreach (var (i, port) in (request.Ports ?? []).Index())
            problems.Check(Port(port) is not null, () =>
                StatusCause.Invalid($"ports[{i}]", port.ToString(), "must be a port from 1 to 65535, or \"HOST:CONTAINER\""));
        return problems.Causes;
    }

    /// <summary>The ReplicaSet that a request without problems stands for.</summary>
    public static ReplicaSet ReplicaSet(ContainerRequest request)
    {
        var name = request.Name!;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["app"] = name, [Label] = name };
        return new ReplicaSet
        {
            Metadata = new ObjectMeta { Name = name, Namespace = Namespace, Labels = labels },
            Spec = new ReplicaSetSpec
            {
                Replicas = request.Replicas ?? 1,
                Selector = new LabelSelector { MatchLabels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = name } },
                Template = new PodTemplateSpec { Metadata = new ObjectMeta { Labels = labels }, Spec = Pod(request) },
            },
        };
    }

    private static PodSpec Pod(ContainerRequest request) => new()
    {
        TerminationGracePeriodSeconds = GraceSeconds,
        NodeSelector = string.IsNullOrEmpty(request.Node)
            ? null
            : new Dictionary<string, string>(StringComparer.Ordinal) { ["kubernetes.io/hostname"] = request.Node },
        Containers =
        [
            new Container
            {
                Name = request.Name!,
                Image = request.Image ?? Duck,
                Command = request.Command,
                Env = [.. Environment(request)],
                Ports = request.Ports?.Select(port => Port(port)!).ToList(),
            },
        ],
    };

    /// <summary>What the duck's page shows, and what was asked for.</summary>
    private static IEnumerable<EnvVar> Environment(ContainerRequest request)
    {
        var asked = request.Env ?? new Dictionary<string, string>();
        if (!asked.ContainsKey("NODE_NAME")) yield return Field("NODE_NAME", "spec.nodeName");
        if (!asked.ContainsKey("POD_NAME")) yield return Field("POD_NAME", "metadata.name");
        foreach (var (name, value) in asked) yield return new EnvVar { Name = name, Value = value };
    }

    private static EnvVar Field(string name, string path) =>
        new() { Name = name, ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = path } } };

    private static ContainerPort? Port(IntOrString port)
    {
        var parts = port.ToString().Split(':');
        if (parts.Length > 2 || !Number(parts[^1], out var inside)) return null;
        if (parts.Length == 1) return new ContainerPort { Port = inside };
        return Number(parts[0], out var outside) ? new ContainerPort { Port = inside, HostPort = outside } : null;
    }

    private static bool Number(string text, out int port) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, null, out port) && port is > 0 and < 65536;
}
