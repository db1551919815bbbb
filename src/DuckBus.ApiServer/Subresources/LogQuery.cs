using System.Globalization;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Subresources;

/// <summary>Which log of a pod is asked for, and where it is. Pure.</summary>
internal static class LogQuery
{
    /// <summary>The address of the log on the kubelet of the pod's node.</summary>
    /// <exception cref="StatusException">400: the question, or the pod, does not allow an answer.</exception>
    public static Uri Address(Pod pod, Node? node, HttpRequest request)
    {
        var name = pod.Metadata.Name;
        var container = Container(pod, request.Text("container"));
        if (string.IsNullOrEmpty(pod.Spec.NodeName)) throw Bad($"pod {name} does not have a host assigned: it is not scheduled yet");
        var address = (node?.Status.Addresses ?? []).FirstOrDefault(a => a.Type == "InternalIP")?.Address;
        var port = node?.Status.DaemonEndpoints?.KubeletEndpoint?.Port;
        if (address is null || port is not > 0)
            throw new StatusException(Status.Unavailable($"node {pod.Spec.NodeName} of pod {name} does not say where its kubelet serves logs"));
        var host = address.Contains(':') ? $"[{address}]" : address;
        return new Uri($"http://{host}:{port}/containerLogs/{Uri.EscapeDataString(pod.Metadata.Namespace!)}/{Uri.EscapeDataString(name!)}/{container}{Options(request)}");
    }

    private static string Container(Pod pod, string? asked)
    {
        var names = pod.Spec.AllContainers().Select(container => container.Name).ToList();
        if (asked is null)
            return pod.Spec.Containers.Count == 1
                ? pod.Spec.Containers[0].Name
                : throw Bad($"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]");
        return names.Contains(asked) ? asked : throw Bad($"container {asked} is not valid for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]");
    }

    private static QueryString Options(HttpRequest request)
    {
        var query = new QueryString();
        foreach (var flag in new[] { "follow", "previous", "timestamps" })
            if (request.Flag(flag)) query = query.Add(flag, "true");
        foreach (var number in new[] { "tailLines", "sinceSeconds", "limitBytes" })
            if (request.Number(number) is { } value)
                query = value > 0 || number == "tailLines"
                    ? query.Add(number, value.ToString(CultureInfo.InvariantCulture))
                    : throw QueryExtensions.Bad(number, "0", "a whole number greater than 0");
        if (request.Text("sinceTime") is { } since)
            query = DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
                ? query.Add("sinceTime", since)
                : throw QueryExtensions.Bad("sinceTime", since, "a time such as 2026-11-21T06:00:00Z");
        return query;
    }

    private static StatusException Bad(string message) => new(Status.BadRequest(message));
}
