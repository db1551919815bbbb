using System.Globalization;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Errors;
using DuckBus.Streaming.RemoteCommands;

namespace DuckBus.Kubelet.Server;

/// <summary>One client of <c>exec</c> or <c>attach</c>: connects its streams to the runtime and tells it how it ended.</summary>
internal static class RemoteCommandSession
{
    /// <summary>Runs until the command has ended, the client is gone, or the kubelet stops.</summary>
    /// <param name="connection">The client.</param>
    /// <param name="request">Which streams it wants.</param>
    /// <param name="run">The runtime's part; answers the exit code.</param>
    /// <param name="stopping">The kubelet stops.</param>
    public static async Task RunAsync(
        IRemoteCommandConnection connection, RemoteCommandRequest request, Func<ContainerStreams, CancellationToken, Task<int>> run,
        CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(connection.Closed, stopping);
        try
        {
            await connection.FinishAsync(await OutcomeAsync(run(Streams(connection, request), end.Token)), end.Token);
        }
        catch (Exception e) when (end.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // Nobody is left to be told.
        }
    }

    /// <summary>The end of a command as the client is told it: success, or Kubernetes' words for an exit code.</summary>
    public static Status Outcome(int exitCode) => exitCode == 0
        ? new Status { Outcome = "Success" }
        : new Status
        {
            Reason = "NonZeroExitCode",
            Message = $"command terminated with non-zero exit code: {exitCode}",
            Details = new StatusDetails
            {
                Causes = [new StatusCause { Reason = "ExitCode", Message = exitCode.ToString(CultureInfo.InvariantCulture) }],
            },
        };

    private static async Task<Status> OutcomeAsync(Task<int> running)
    {
        try
        {
            return Outcome(await running);
        }
        catch (Exception failure) when (failure is RuntimeException or IOException)
        {
            return Status.InternalError(failure.Message);
        }
    }

    private static ContainerStreams Streams(IRemoteCommandConnection connection, RemoteCommandRequest request) => new()
    {
        Stdin = request.Stdin ? connection.Stdin : null,
        Stdout = request.Stdout ? connection.Stdout : null,
        Stderr = request.Stderr ? connection.Stderr : null,
        Tty = request.Tty,
        Resizes = connection.ResizesAsync,
    };
}
