using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Passes datagrams on. What one client sends goes to one endpoint for as long as it keeps sending, and answers go back to it.</summary>
internal sealed class UdpForwarder : IForwarder
{
    private const int MaxDatagram = 65_535;
    private const int MaxFlows = 16_384;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private readonly Socket listener;
    private readonly Balancer balancer;
    private readonly Dictionary<SocketAddress, UdpFlow> flows = [];
    private readonly CancellationTokenSource stop = new();
    private readonly TimeProvider time;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public UdpForwarder(IPEndPoint address, Balancer balancer, TimeProvider time)
    {
        this.balancer = balancer;
        this.time = time;
        listener = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) listener.DualMode = true;
            listener.Bind(address);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        Address = (IPEndPoint)listener.LocalEndPoint!;
        _ = ReceiveAsync();
        _ = SweepAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Flows to endpoints that are gone end: nothing else would ever tell the client to go elsewhere.</summary>
    public void EndpointsChanged() => End(flow => !balancer.Has(flow.Endpoint));

    /// <inheritdoc />
    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        End(_ => true);
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(MaxDatagram, pinned: true);
        var from = new SocketAddress(listener.AddressFamily);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var count = await listener.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, from, stop.Token);
                if (FlowOf(from) is { } flow)
                    await flow.SendAsync(buffer.AsMemory(0, count));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that is gone; the next datagram is another's.
            }
        }
    }

    private UdpFlow? FlowOf(SocketAddress from)
    {
        lock (flows)
        {
            if (flows.TryGetValue(from, out var known) && !known.IsBroken) return known;
            known?.Dispose();
            if (flows.Count >= MaxFlows) return null;
            var client = from.Copy();
            var who = (IPEndPoint)new IPEndPoint(listener.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0).Create(client);
            if (balancer.Pick(who.Address, known is null ? null : [known.Endpoint]) is not { } endpoint && (endpoint = balancer.Pick(who.Address, null)) is null)
            {
                flows.Remove(from);
                return null;
            }

            return flows[client] = new UdpFlow(listener, client, endpoint, time);
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Sweep, time, stop.Token);
                End(flow => flow.IsIdle || flow.IsBroken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void End(Func<UdpFlow, bool> which)
    {
        lock (flows)
        {
            foreach (var (client, flow) in flows.Where(entry => which(entry.Value)).ToList())
            {
                flows.Remove(client);
                flow.Dispose();
            }
        }
    }
}
