using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker.Streams;

/// <summary>One client at a process in a container: bytes in, bytes out, sizes, until the process has no more to say.</summary>
internal sealed class DockerSession(DockerClient docker, ContainerStreams client, TimeProvider time)
{
    /// <summary>What a container gets that is killed: the exit code of a command whose container is gone.</summary>
    private const int Killed = 137;

    /// <summary>The engine always has keys that leave a session; these are none that anybody types.</summary>
    public const string DetachKeys = "ctrl-@,ctrl-^,ctrl-@,ctrl-_";

    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookAgainAtMost = TimeSpan.FromSeconds(1);

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExecAsync(string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var request = new ExecRequest(
            command, client.Stdin is not null, client.Stdout is not null, client.Stderr is not null && !client.Tty, client.Tty, DetachKeys);
        var exec = await docker.CreateExecAsync(container, request, cancellationToken);
        await using (var engine = await docker.StartExecAsync(exec, client.Tty, cancellationToken))
            await RunAsync(engine, engine.Stream, $"exec/{exec}", inputEnds: true, cancellationToken);
        return await ExitCodeAsync(exec, cancellationToken);
    }

    /// <summary>
    /// Attaches to the container's own process. One that reads the input of a single client belongs to that client, who is told what
    /// it said before, even if it has ended since.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="inputEnds">Whether the end of the client's input is the end of the process's.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    public async Task AttachAsync(string container, bool inputEnds, CancellationToken cancellationToken)
    {
        static int Flag(Stream? stream) => stream is null ? 0 : 1;
        var query = $"stream=1&logs={(inputEnds ? 1 : 0)}&stdin={Flag(client.Stdin)}&stdout={Flag(client.Stdout)}&stderr={Flag(client.Stderr)}"
            + $"&detachKeys={Uri.EscapeDataString(DetachKeys)}";
        await using var engine = await docker.AttachAsync(container, query, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = docker.WaitAsync(container, over.Token);
        try
        {
            await RunAsync(engine, new MortalStream(engine.Stream, ended, Silence), $"containers/{container}", inputEnds, cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(HijackedConnection engine, Stream output, string resizePath, bool inputEnds, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beside = Task.WhenAll(SendInputAsync(engine, inputEnds, over.Token), ResizeAsync(resizePath, over.Token));
        try
        {
            await CopyOutputAsync(output, cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task CopyOutputAsync(Stream output, CancellationToken cancellationToken)
    {
        var stdout = client.Stdout ?? Stream.Null;
        return client.Tty
            ? output.CopyToAsync(stdout, cancellationToken)
            : DockerFrames.CopyAsync(output, stdout, client.Stderr ?? Stream.Null, cancellationToken);
    }

    private async Task SendInputAsync(HijackedConnection engine, bool inputEnds, CancellationToken cancellationToken)
    {
        if (client.Stdin is null) return;
        await client.Stdin.CopyToAsync(engine.Stream, cancellationToken);
        // Where the process's input stays open, the engine would take this as leaving and drop the output.
        if (inputEnds && !client.Tty) engine.CloseInput();
    }

    private async Task ResizeAsync(string path, CancellationToken cancellationToken)
    {
        if (!client.Tty || client.Resizes is null) return;
        await foreach (var size in client.Resizes(cancellationToken))
            try
            {
                await docker.ResizeAsync(path, size, cancellationToken);
            }
            catch (DockerException)
            {
                // The process ended meanwhile; its output ends the session.
            }
    }

    /// <summary>The output ends a moment before the engine knows the exit code; a process that closed its output may go on for long.</summary>
    private async Task<int> ExitCodeAsync(string exec, CancellationToken cancellationToken)
    {
        for (var wait = LookAgain; ; wait = wait * 2 < LookAgainAtMost ? wait * 2 : LookAgainAtMost)
        {
            if (await docker.FindExecAsync(exec, cancellationToken) is not { } details) return Killed;
            if (details is { Running: false, ExitCode: { } code }) return code;
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
