using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Volumes;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Config;

/// <summary>What the runtime is asked for, from what the pod declares.</summary>
internal static class SpecBuilder
{
    /// <summary>The sandbox of a pod.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="dns">Who answers the names of the cluster.</param>
    public static SandboxSpec Sandbox(Pod pod, ClusterDns dns) => new(
        PodRules.Identity(pod),
        pod.Spec.SetHostnameAsFQDN == true && DomainOf(pod, dns) is { } domain ? $"{HostnameOf(pod)}.{domain}" : HostnameOf(pod),
        pod.Spec.HostNetwork ?? false,
        pod.Spec.HostNetwork == true ? [] : [.. pod.Spec.Containers.Concat(pod.Spec.Sidecars()).SelectMany(container => container.Ports ?? [])
            .Where(port => port.HostPort is > 0)
            .Select(port => new PublishedPort(port.HostIP ?? "", port.HostPort!.Value, port.Port, (port.Protocol ?? "TCP").ToLowerInvariant()))],
        new Dictionary<string, string>())
    {
        Volumes = PodVolumeSpecs.Of(pod),
        Domain = pod.Spec.SetHostnameAsFQDN == true ? null : DomainOf(pod, dns),
        Sysctls = (pod.Spec.SecurityContext?.Sysctls ?? []).ToDictionary(sysctl => sysctl.Name.Replace('/', '.'), sysctl => sysctl.Value, StringComparer.Ordinal),
        Hosts = [.. (pod.Spec.HostAliases ?? []).SelectMany(alias => (alias.Hostnames ?? []).Select(name => new KeyValuePair<string, string>(name, alias.Ip)))],
        Resolver = PodResolver.Of(pod, dns),
    };

    /// <summary>A container of a pod.</summary>
    public static ContainerSpec Container(Pod pod, Container container, int attempt, IReadOnlyList<KeyValuePair<string, string>> env)
    {
        var variables = env.ToDictionary(StringComparer.Ordinal);
        return new ContainerSpec
        {
            Pod = PodRules.Identity(pod),
            Name = container.Name,
            Attempt = attempt,
            Image = container.Image ?? "",
            Command = Expand(container.Command, variables),
            Args = Expand(container.Args, variables),
            WorkingDir = container.WorkingDir,
            Env = env,
            CpuLimit = Amount(container.Resources?.Limits, "cpu"),
            CpuRequest = Amount(container.Resources?.Requests, "cpu") ?? Amount(container.Resources?.Limits, "cpu"),
            MemoryLimit = (long?)Amount(container.Resources?.Limits, "memory"),
            Rights = Rights.Of(pod, container),
            Processes = pod.Spec.HostPID == true ? ProcessView.Host : pod.Spec.ShareProcessNamespace == true ? ProcessView.Pod : ProcessView.Own,
            HostIpc = pod.Spec.HostIPC == true,
            Mounts = PodVolumeSpecs.Mounts(pod, container, variables),
            StopSignal = container.Lifecycle?.StopSignal,
            Tty = container.Tty ?? false,
            Stdin = container.Stdin ?? false,
            StdinOnce = container is { Stdin: true, StdinOnce: true },
        };
    }

    /// <summary>When the image is pulled: the container's policy, or Kubernetes' default from the image's tag.</summary>
    public static string PullPolicy(Container container)
    {
        if (container.ImagePullPolicy is { Length: > 0 } policy) return policy;
        var image = container.Image ?? "";
        if (image.Contains('@')) return "IfNotPresent";
        var tag = image[(image.LastIndexOf('/') + 1)..].Split(':') is [_, var given] ? given : "latest";
        return tag == "latest" ? "Always" : "IfNotPresent";
    }

    private static string? DomainOf(Pod pod, ClusterDns dns) =>
        pod.Spec.Subdomain is { Length: > 0 } ? $"{pod.Spec.Subdomain}.{pod.Metadata.Namespace}.svc.{dns.Domain}" : null;

    private static string HostnameOf(Pod pod) => pod.Spec.Hostname is { Length: > 0 } given ? given : Hostname(pod.Metadata.Name ?? "");

    private static string[]? Expand(IReadOnlyList<string>? words, Dictionary<string, string> variables) =>
        words is null or { Count: 0 } ? null : [.. words.Select(word => VariableExpansion.Expand(word, variables))];

    private static decimal? Amount(IReadOnlyDictionary<string, Quantity>? resources, string name) =>
        resources is not null && resources.TryGetValue(name, out var amount) ? amount.Value : null;

    /// <summary>Linux takes at most 64 bytes; Kubernetes cuts at 63.</summary>
    private static string Hostname(string name) => name.Length <= 63 ? name : name[..63].TrimEnd('-', '.');
}
