using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>One direction of a connection. Requests go through a small buffer; who fills it gets a larger one for as long as bytes flow.</summary>
internal sealed class Direction(Socket from, Socket to, Connection connection, bool towardsEndpoint)
{
    private const int Small = 8 * 1024;
    private const int Medium = 128 * 1024;

    // The thread may be the one that hears of all other connections: a stream that never pauses must not keep it.
    private const int Turn = 4 * 1024 * 1024;

    private int moved;

    /// <summary>Completes at the end of the stream.</summary>
    /// <exception cref="SocketException">A side broke off.</exception>
    public async Task RunAsync()
    {
        var buffer = RelayBuffers.Rent(Small);
        try
        {
            while (true)
            {
                var receiving = from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None);
                if (!receiving.IsCompleted) moved = 0;
                var count = await receiving;
                if (count == 0) return;

                // Before it is sent, as the answer may be through before this direction goes on.
                if (towardsEndpoint) connection.Asked();
                for (var sent = 0; sent < count;)
                {
                    var sending = to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None);
                    if (!sending.IsCompleted) moved = 0;
                    sent += await sending;
                }

                if (!towardsEndpoint) connection.Answered();
                if (SizeAfter(buffer.Length, count) is var size && size != buffer.Length)
                {
                    RelayBuffers.Return(buffer);
                    buffer = RelayBuffers.Rent(size);
                }

                moved += count;
                if (moved < Turn) continue;
                moved = 0;
                await Task.Yield();
            }
        }
        finally
        {
            RelayBuffers.Return(buffer);
        }
    }

    private static int SizeAfter(int size, int filled)
    {
        if (filled == size) return size < Medium ? Medium : RelayBuffers.Large;
        return filled <= Small ? Small : size;
    }
}
