using System.Globalization;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Kubelets;
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
        var container = PodContainer.Choose(pod, request.Text("container"));
        return new Uri($"{KubeletAddress.Of(pod, node, "containerLogs")}/{container}{Options(request)}");
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
}
