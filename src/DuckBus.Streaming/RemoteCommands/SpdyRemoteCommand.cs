using System.Text;
using DuckBus.Model.Errors;
using DuckBus.Streaming.Spdy;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary><c>exec</c> or <c>attach</c> over SPDY: a stream of the connection for each stream of the command.</summary>
internal sealed class SpdyRemoteCommand : IRemoteCommandConnection
{
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(30);

    private readonly SpdyConnection connection;
    private readonly SpdyRemoteProtocol protocol;
    private readonly Dictionary<string, SpdyStream> streams;
    private readonly TerminalSizes sizes = new();
    private readonly Task resizing;

    private SpdyRemoteCommand(SpdyConnection connection, SpdyRemoteProtocol protocol, Dictionary<string, SpdyStream> streams)
    {
        this.connection = connection;
        this.protocol = protocol;
        this.streams = streams;
        resizing = ReadSizesAsync(streams.GetValueOrDefault("resize"));
    }

    /// <inheritdoc />
    public Stream Stdin => Of("stdin");

    /// <inheritdoc />
    public Stream Stdout => Of("stdout");

    /// <inheritdoc />
    public Stream Stderr => Of("stderr");

    /// <inheritdoc />
    public CancellationToken Closed => connection.Closed;

    /// <summary>Waits for the client to open its streams.</summary>
    /// <returns>The command; null if it did not, and the connection is closed.</returns>
    public static async Task<SpdyRemoteCommand?> StartAsync(
        SpdyConnection connection, SpdyRemoteProtocol protocol, RemoteCommandRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(OpeningLimit);
        try
        {
            if (await OpenedAsync(connection, Expected(protocol, request), limit.Token) is { } streams)
                return new SpdyRemoteCommand(connection, protocol, streams);
        }
        catch (OperationCanceledException)
        {
            // It was too slow, or the server stops.
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<TerminalSize> ResizesAsync(CancellationToken cancellationToken) => sizes.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public async Task FinishAsync(Status status, CancellationToken cancellationToken)
    {
        try
        {
            if (FinalStatus.Write(status, protocol.JsonStatus) is { } words)
                await streams["error"].WriteAsync(Encoding.UTF8.GetBytes(words), cancellationToken);
            foreach (var stream in streams.Values) await stream.CompleteAsync(cancellationToken);
        }
        catch (IOException)
        {
            // It left before it was told.
        }

        await connection.CloseAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await resizing;
    }

    private static HashSet<string> Expected(SpdyRemoteProtocol protocol, RemoteCommandRequest request)
    {
        HashSet<string> expected = ["error"];
        if (request.Stdin) expected.Add("stdin");
        if (request.Stdout) expected.Add("stdout");
        if (request.Stderr) expected.Add("stderr");
        if (request.Tty && protocol.Resizes) expected.Add("resize");
        return expected;
    }

    private static async Task<Dictionary<string, SpdyStream>?> OpenedAsync(SpdyConnection connection, HashSet<string> expected, CancellationToken cancellationToken)
    {
        var opened = new Dictionary<string, SpdyStream>(StringComparer.Ordinal);
        await foreach (var stream in connection.StreamsAsync(cancellationToken))
        {
            if (stream.Headers.GetValueOrDefault("streamtype") is not { } type || !expected.Contains(type) || !opened.TryAdd(type, stream))
                await stream.ResetAsync(cancellationToken);
            if (opened.Count == expected.Count) return opened;
        }

        return null;
    }

    private Stream Of(string type) => streams.TryGetValue(type, out var stream) ? stream : Stream.Null;

    private async Task ReadSizesAsync(SpdyStream? stream)
    {
        try
        {
            using var lines = new StreamReader(stream ?? Stream.Null, leaveOpen: true);
            while (await lines.ReadLineAsync(Closed) is { } line) sizes.Add(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client is gone.
        }
        finally
        {
            sizes.End();
        }
    }
}
