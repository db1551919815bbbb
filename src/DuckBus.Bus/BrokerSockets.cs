using System.Net.Sockets;
using RabbitMQ.Client;

namespace DuckBus.Bus;

/// <summary>
/// The sockets of one MassTransit bus. Stopping a bus whose endpoints still wait for their queues never ends, and its connection would hold
/// what it has of them as long as the process lives: without its socket the broker forgets both.
/// </summary>
internal sealed class BrokerSockets
{
    private readonly List<ITcpClient> open = [];
    private bool closed;

    /// <summary>A socket for a connection.</summary>
    /// <exception cref="SocketException">The bus was given up: it shall not connect again.</exception>
    public ITcpClient Open(AddressFamily family)
    {
        lock (open)
        {
            if (closed) throw new SocketException((int)SocketError.OperationAborted);
            var socket = ConnectionFactoryBase.DefaultSocketFactory(family);
            open.Add(socket);
            return socket;
        }
    }

    /// <summary>Ends all connections, and lets no other begin.</summary>
    public void Close()
    {
        lock (open)
        {
            closed = true;
            open.ForEach(socket => socket.Close());
        }
    }
}
