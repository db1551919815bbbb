using System.Globalization;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Config;

/// <summary>
/// The variables by which a container finds the services that were there when it started, as Kubernetes names them:
/// <c>WEB_SERVICE_HOST</c>, <c>WEB_SERVICE_PORT</c> and those that Docker's links had. Pure.
/// </summary>
internal static class ServiceVariables
{
    private const string Master = "kubernetes";

    /// <summary>The services that a pod is told of, by name: those of its namespace, unless it wants no links, and always the API.</summary>
    public static IReadOnlyList<Service> For(Pod pod, IEnumerable<Service> services)
    {
        var found = new SortedDictionary<string, Service>(StringComparer.Ordinal);
        foreach (var service in services.Where(HasAddress))
        {
            var (ns, name) = (service.Metadata.Namespace, service.Metadata.Name ?? "");
            if (ns == pod.Metadata.Namespace && pod.Spec.EnableServiceLinks != false) found[name] = service;
            else if (ns == "default" && name == Master) found.TryAdd(name, service);
        }

        return [.. found.Values];
    }

    /// <summary>The variables of a pod's containers.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(Pod pod, IEnumerable<Service> services) => For(pod, services).SelectMany(Of);

    private static IEnumerable<KeyValuePair<string, string>> Of(Service service)
    {
        var name = Upper(service.Metadata.Name);
        var host = service.Spec.ClusterIP!;
        yield return new($"{name}_SERVICE_HOST", host);
        if (service.Spec.Ports is not [var first, ..] ports) yield break;
        yield return new($"{name}_SERVICE_PORT", Number(first));
        foreach (var port in ports.Where(port => port.Name is { Length: > 0 })) yield return new($"{name}_SERVICE_PORT_{Upper(port.Name)}", Number(port));

        yield return new($"{name}_PORT", Url(host, first));
        foreach (var port in ports)
        {
            var link = $"{name}_PORT_{Number(port)}_{Protocol(port).ToUpperInvariant()}";
            yield return new(link, Url(host, port));
            yield return new($"{link}_PROTO", Protocol(port));
            yield return new($"{link}_PORT", Number(port));
            yield return new($"{link}_ADDR", host);
        }
    }

    private static bool HasAddress(Service service) => service.Spec is { Type: not "ExternalName", ClusterIP: not (null or "" or "None") };

    private static string Upper(string? name) => (name ?? "").Replace('-', '_').ToUpperInvariant();

    private static string Number(ServicePort port) => (port.Port ?? 0).ToString(CultureInfo.InvariantCulture);

    private static string Protocol(ServicePort port) => (port.Protocol ?? "TCP").ToLowerInvariant();

    private static string Url(string host, ServicePort port) => $"{Protocol(port)}://{host}:{Number(port)}";
}
