using System.Text;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Statuses;
using DuckBus.Model.Core;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Kubelet.Server;

/// <summary><c>GET /containerLogs/NAMESPACE/POD/CONTAINER</c>: a container's output as text, as it comes.</summary>
internal sealed class LogEndpoint(PodManager pods, IContainerRuntime runtime, TimeProvider time)
{
    /// <summary>Answers a request.</summary>
    public async Task ServeAsync(HttpContext context, string ns, string pod, string container)
    {
        try
        {
            var query = LogQuery.Read(context.Request.Query, time.GetUtcNow());
            var (id, code, why) = Find(ns, pod, container, query.Previous);
            if (id is null) await context.RefuseAsync(code, why);
            else await SendAsync(context, id, query);
        }
        catch (FormatException wrong)
        {
            await context.RefuseAsync(400, wrong.Message);
        }
        catch (RuntimeException failure) when (!context.Response.HasStarted)
        {
            await context.RefuseAsync(500, failure.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader went away.
        }
    }

    private (string? Id, int Code, string Why) Find(string ns, string pod, string container, bool previous)
    {
        var worker = pods.Find(ns, pod);
        if (worker?.Inbox.Declared is not { } declared) return (null, 404, $"pod \"{pod}\" is not on this node");
        if (declared.Spec.AllContainers().All(one => one.Name != container))
            return (null, 404, $"container \"{container}\" is not in pod \"{pod}\"");

        var record = worker.State.Of(container);
        if (!previous)
            return record.Id is { } id && record.Life is not null
                ? (id, 200, "")
                : (null, 400, $"container \"{container}\" in pod \"{pod}\" is waiting to start: {WaitsFor(declared, record.Trouble)}");

        var before = record.IsOver && PodRules.Restarts(declared, record) ? record.Id : record.Earlier is [.., var last] ? last : null;
        return before is null
            ? (null, 400, $"previous terminated container \"{container}\" in pod \"{pod}\" not found")
            : (before, 200, "");
    }

    private string WaitsFor(Pod pod, Trouble? trouble) => ContainerStatusBuilder.ReasonOf(pod, trouble, time.GetUtcNow()) switch
    {
        Trouble.ErrImagePull => "image can't be pulled",
        ContainerStatusBuilder.ImagePullBackOff => "trying and failing to pull image",
        var reason => reason,
    };

    private async Task SendAsync(HttpContext context, string id, LogQuery query)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.StartAsync(context.RequestAborted);
        var left = query.LimitBytes ?? long.MaxValue;
        await foreach (var line in runtime.LogsAsync(id, query.Options, context.RequestAborted))
        {
            var bytes = Encoding.UTF8.GetBytes(query.Format(line)).AsMemory();
            if (bytes.Length > left) bytes = bytes[..(int)left];
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            if (query.Options.Follow) await context.Response.Body.FlushAsync(context.RequestAborted);
            left -= bytes.Length;
            if (left == 0) return;
        }
    }
}
