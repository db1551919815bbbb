using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using DuckBus.Streaming.RemoteCommands;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Kubelet.Server;

/// <summary>
/// <c>/exec/NAMESPACE/POD/CONTAINER?command=…</c> and <c>/attach/NAMESPACE/POD/CONTAINER</c>: a client at a process in a container.
/// </summary>
internal sealed class RemoteCommandEndpoint(PodManager pods, IContainerRuntime runtime, CancellationToken stopping)
{
    /// <summary>Runs a command in a container.</summary>
    public Task ExecAsync(HttpContext context, string ns, string pod, string container)
    {
        var command = context.Request.Query["command"].OfType<string>().ToList();
        return ServeAsync(context, ns, pod, container, id => command.Count == 0
            ? throw new RefusedException(400, "you must specify at least one command for the container")
            : (streams, cancellationToken) => runtime.ExecAsync(id, command, streams, cancellationToken));
    }

    /// <summary>Attaches to a container's own process.</summary>
    public Task AttachAsync(HttpContext context, string ns, string pod, string container) =>
        ServeAsync(context, ns, pod, container, id => async (streams, cancellationToken) =>
        {
            await runtime.AttachAsync(id, streams, cancellationToken);
            return 0;
        });

    private async Task ServeAsync(
        HttpContext context, string ns, string pod, string container,
        Func<string, Func<ContainerStreams, CancellationToken, Task<int>>> runIn)
    {
        try
        {
            var run = runIn(RunningContainers.Find(pods, ns, pod, container));
            var request = RemoteCommandQuery.Read(context.Request.Query);
            await using var connection = await RemoteCommandUpgrade.AcceptAsync(context, request, context.RequestAborted);
            if (connection is not null) await RemoteCommandSession.RunAsync(connection, request, run, stopping);
        }
        catch (RefusedException refused)
        {
            await context.RefuseAsync(refused.Code, refused.Message);
        }
        catch (FormatException wrong)
        {
            await context.RefuseAsync(400, wrong.Message);
        }
    }
}
