using DuckBus.ApiServer.Services;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Containers;

/// <summary>Translates between the container API and the Deployment and Service that a container stands for. Pure.</summary>
internal static class ContainerFace
{
    /// <summary>The image that runs when none is given.</summary>
    public const string Duck = "duckbus/duck:local";

    /// <summary>The label that ties all objects of a container to its name.</summary>
    public const string Label = "duckbus.dev/container";

    /// <summary>Where containers live.</summary>
    public const string Namespace = "default";

    private const string NodeLabel = "kubernetes.io/hostname";

    /// <summary>Short, because on a stage nobody waits for a program that does not listen to SIGTERM.</summary>
    private const int GraceSeconds = 2;

    /// <summary>The Deployment that a request without problems stands for.</summary>
    public static Deployment Deployment(ContainerRequest request, PortRange nodePorts)
    {
        var name = request.Name!;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["app"] = name, [Label] = name };
        var bare = new Deployment
        {
            Metadata = new ObjectMeta { Name = name, Namespace = Namespace, Labels = labels },
            Spec = new DeploymentSpec
            {
                Selector = new LabelSelector { MatchLabels = Selector(name) },
                Template = new PodTemplateSpec
                {
                    Metadata = new ObjectMeta { Labels = labels },
                    Spec = new PodSpec { TerminationGracePeriodSeconds = GraceSeconds, Containers = [new Container { Name = name, Env = Fields }] },
                },
            },
        };
        return Change(bare, request, nodePorts);
    }

    /// <summary>The Deployment with what a request says, and with everything else, such as probes, as it is.</summary>
    public static Deployment Change(Deployment current, ContainerRequest request, PortRange nodePorts)
    {
        var pod = current.Spec.Template.Spec;
        var container = pod.Containers[0];
        var image = request.Image ?? Duck;
        var ports = (request.Ports ?? []).Select(port => AskedPort.Of(port)!.Value.ToContainer(nodePorts)).ToList();
        var changed = container with
        {
            Image = image,
            ImagePullPolicy = image == container.Image ? container.ImagePullPolicy : null,
            Command = request.Command,
            Env = [.. Environment(container.Env, request.Env)],
            Ports = ports.Count == 0 ? null : ports,
        };
        return current with
        {
            Spec = current.Spec with
            {
                Replicas = request.Replicas ?? 1,
                Strategy = Strategy(current.Spec.Strategy, TakesOfNode(container), TakesOfNode(changed)),
                Template = current.Spec.Template with
                {
                    Spec = pod with { NodeSelector = OnNode(pod.NodeSelector, request.Node), Containers = [changed, .. pod.Containers.Skip(1)] },
                },
            },
        };
    }

    /// <summary>What a request must have said for the pods to be made like this.</summary>
    public static ContainerRequest Declared(string name, int? replicas, PodSpec pod)
    {
        var container = pod.Containers[0];
        var env = (container.Env ?? []).Where(each => each.ValueFrom is null).ToDictionary(each => each.Name, each => each.Value ?? "", StringComparer.Ordinal);
        return new ContainerRequest
        {
            Name = name,
            Image = container.Image,
            Command = container.Command,
            Env = env.Count == 0 ? null : env,
            Ports = container.Ports?.Select(port => port.HostPort is { } host ? new IntOrString($"{host}:{port.Port}") : new IntOrString(port.Port)).ToList(),
            Replicas = replicas,
            Node = pod.NodeSelector?.GetValueOrDefault(NodeLabel),
        };
    }

    /// <summary>The Service of a container with ports, which goes with the Deployment.</summary>
    public static Service Service(Deployment owner, ContainerRequest request, PortRange nodePorts) => Change(
        new Service
        {
            Metadata = new ObjectMeta { Name = request.Name, Namespace = Namespace, Labels = owner.Metadata.Labels },
            Spec = new ServiceSpec { Type = "NodePort", Selector = Selector(request.Name!) },
        }, owner, request, nodePorts);

    /// <summary>The Service with the ports that a request says.</summary>
    public static Service Change(Service current, Deployment owner, ContainerRequest request, PortRange nodePorts) => current with
    {
        Metadata = current.Metadata with
        {
            OwnerReferences = [new OwnerReference { ApiVersion = "apps/v1", Kind = "Deployment", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid! }],
        },
        Spec = current.Spec with { Ports = [.. request.Ports!.Select(port => AskedPort.Of(port)!.Value.ToService(nodePorts))] },
    };

    /// <summary>Whether an object belongs to the container API.</summary>
    public static bool IsContainer(Resource resource) => resource.Metadata.Labels?.GetValueOrDefault(Label) == resource.Metadata.Name;

    private static Dictionary<string, string> Selector(string name) => new(StringComparer.Ordinal) { [Label] = name };

    /// <summary>What the duck's page shows.</summary>
    private static IReadOnlyList<EnvVar> Fields => [Field("NODE_NAME", "spec.nodeName"), Field("POD_NAME", "metadata.name")];

    private static EnvVar Field(string name, string path) =>
        new() { Name = name, ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = path } } };

    private static IEnumerable<EnvVar> Environment(IReadOnlyList<EnvVar>? current, IReadOnlyDictionary<string, string>? asked)
    {
        asked ??= new Dictionary<string, string>();
        return (current ?? []).Where(each => each.ValueFrom is not null && !asked.ContainsKey(each.Name))
            .Concat(asked.Select(each => new EnvVar { Name = each.Key, Value = each.Value }));
    }

    private static bool TakesOfNode(Container container) => (container.Ports ?? []).Any(port => port.HostPort is not null);

    // One pod only can have the port of a node, so that the old one has to go first.
    private static DeploymentStrategy? Strategy(DeploymentStrategy? current, bool took, bool takes) =>
        takes ? new DeploymentStrategy { Type = "Recreate" } : took ? null : current;

    private static Dictionary<string, string>? OnNode(IReadOnlyDictionary<string, string>? current, string? node)
    {
        var selector = new Dictionary<string, string>(current ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        selector.Remove(NodeLabel);
        if (!string.IsNullOrEmpty(node)) selector[NodeLabel] = node;
        return selector.Count == 0 ? null : selector;
    }
}
