using System.Net.Sockets;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.PortForwards;
using DuckBus.Kubelet.Runtime;
using DuckBus.Streaming.PortForwards;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Server;

/// <summary>
/// <c>/portForward/NAMESPACE/POD</c>: connections to ports of a pod. Each is dialed anew, so that a client stays connected while
/// containers, and even the sandbox, are replaced.
/// </summary>
internal sealed class PortForwardEndpoint(PodManager pods, IContainerRuntime runtime, IPodDialer dialer, ILogger log)
{
    /// <summary>Answers a request, and returns when the client is gone.</summary>
    public async Task ServeAsync(HttpContext context, string ns, string pod)
    {
        if (pods.Find(ns, pod) is not { } worker)
        {
            await RefuseAsync(context, 404, $"pod \"{pod}\" is not on this node");
            return;
        }

        if (await WhyNeverAsync(worker, context.RequestAborted) is { } why)
        {
            await RefuseAsync(context, 400, why);
            return;
        }

        try
        {
            await using var connection = await PortForwardUpgrade.AcceptAsync(context, context.RequestAborted);
            if (connection is not null) await ServeAsync(connection, worker);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone, or the kubelet stops.
        }
    }

    private async Task<string?> WhyNeverAsync(PodWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.SandboxNetworkAsync(worker.State.SandboxId ?? "", cancellationToken);
        }
        catch (NoNetworkException never)
        {
            return never.Message;
        }
        catch (RuntimeException)
        {
            // Not at the moment: each connection is dialed anew.
        }

        return null;
    }

    private async Task ServeAsync(IPortForwardConnection connection, PodWorker worker)
    {
        var running = new List<Task>();
        await foreach (var forward in connection.ForwardsAsync(connection.Closed))
        {
            running.RemoveAll(task => task.IsCompleted);
            running.Add(ForwardAsync(forward, worker, connection.Closed));
        }

        await Task.WhenAll(running);
        await connection.CloseAsync(connection.Closed);
    }

    private async Task ForwardAsync(IPortForward forward, PodWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            if (worker.Inbox.Gone) await forward.FailAsync($"pod \"{worker.Identity.Name}\" is gone", cancellationToken);
            else if (await DialAsync(forward, worker, cancellationToken) is { } socket)
                using (socket)
                    await PortForwarding.RunAsync(forward, socket, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone.
        }
        catch (Exception e)
        {
            log.LogError(e, "✗ a connection to port {Port} of pod {Pod} failed: a bug of the kubelet", forward.Port, worker.Identity.Name);
            await RefuseAsync(forward, $"error forwarding port {forward.Port} to pod {worker.Identity.Name}: a bug of the kubelet: {e.Message}", cancellationToken);
        }
    }

    private async Task<Socket?> DialAsync(IPortForward forward, PodWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            var sandbox = worker.State.SandboxId ?? throw new RuntimeException("the pod has no sandbox at the moment");
            return await dialer.DialAsync(await runtime.SandboxNetworkAsync(sandbox, cancellationToken), forward.Port, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or RuntimeException)
        {
            var why = $"error forwarding port {forward.Port} to pod {worker.Identity.Name}: {e.Message}";
            log.LogInformation("{Why}", why);
            await forward.RefuseAsync(why, cancellationToken);
            return null;
        }
    }

    private static async Task RefuseAsync(IPortForward forward, string why, CancellationToken cancellationToken)
    {
        try
        {
            await forward.RefuseAsync(why, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone.
        }
    }

    private static Task RefuseAsync(HttpContext context, int code, string why)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
