using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>Short words for the objects that tests are about.</summary>
internal static class A
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    public static readonly KubeletOptions Options = new() { NodeName = "node-1" };

    public static Pod Pod(string policy = "Always", params string[] containers) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new ObjectMeta { Namespace = "default", Name = "web", Uid = "uid-1", Generation = 1 },
        Spec = new PodSpec
        {
            NodeName = "node-1",
            RestartPolicy = policy,
            Containers = [.. (containers.Length == 0 ? ["nginx"] : containers).Select(name => new Container { Name = name, Image = "duck:1" })],
        },
    };

    public static Service Service(string name, string? address, int port, string ns = "default") => new()
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = name, Uid = $"{ns}/{name}" },
        Spec = new ServiceSpec { ClusterIP = address, Ports = [new ServicePort { Port = port }] },
    };

    public static PodState State(params RuntimeContainer[] containers) =>
        new PodState { Since = Noon }.Observe([Sandbox(containers)], "docker", Noon);

    public static RuntimeSandbox Sandbox(params RuntimeContainer[] containers) =>
        new("box", new PodIdentity("default", "web", "uid-1"), Running: true, "10.1.0.2", Noon, containers);

    public static RuntimeContainer Running(string name, int attempt = 0, string image = "duck:1") => new(
        $"{name}-{attempt}", name, attempt, image, "sha256:1", ContainerLife.Running, null, false, null, Noon, Noon, null);

    public static RuntimeContainer Exited(string name, int exitCode, int attempt = 0, TimeSpan ran = default) => new(
        $"{name}-{attempt}", name, attempt, "duck:1", "sha256:1", ContainerLife.Exited, exitCode, false, null,
        Noon - ran, Noon - ran, Noon);

    public static RuntimeContainer Created(string name, int attempt = 0) => new(
        $"{name}-{attempt}", name, attempt, "duck:1", "sha256:1", ContainerLife.Created, null, false, null, Noon, null, null);
}
