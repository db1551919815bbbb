using System.Net.Sockets;

namespace DuckBus.Kubelet.Docker.Streams;

/// <summary>A connection to the engine that no longer speaks HTTP: the streams of one process.</summary>
/// <param name="client">The client that opened the connection, for this only.</param>
/// <param name="stream">Both directions.</param>
/// <param name="wire">The connection itself, which can be closed in one direction.</param>
internal sealed class HijackedConnection(HttpClient client, Stream stream, Stream wire) : IAsyncDisposable
{
    /// <summary>Both directions.</summary>
    public Stream Stream => stream;

    /// <summary>Says that no more input comes, while output still may. A Windows pipe cannot say so; its input ends with the session.</summary>
    public void CloseInput()
    {
        if (wire is NetworkStream network) network.Socket.Shutdown(SocketShutdown.Send);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await wire.DisposeAsync();
        client.Dispose();
    }
}
