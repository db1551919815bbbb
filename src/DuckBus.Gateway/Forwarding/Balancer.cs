using System.Net;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Picks the endpoint of each new connection to one port: in turn, or the client's own where the service has affinity.</summary>
internal sealed class Balancer(TimeProvider time)
{
    // One that answered nothing at all is asked last for this long, so that not every client has to wait for it.
    private static readonly TimeSpan Avoid = TimeSpan.FromSeconds(3);
    private const int ForgetAt = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, (IPEndPoint Endpoint, long At)> clients = [];
    private readonly Dictionary<IPEndPoint, long> silent = [];
    private IPEndPoint[] endpoints = [];
    private TimeSpan? affinity;
    private int next;

    /// <summary>How many clients have an endpoint of their own.</summary>
    internal int Remembered
    {
        get { lock (gate) return clients.Count; }
    }

    /// <summary>Takes what is behind the port from now on.</summary>
    public void Update(IReadOnlyList<IPEndPoint> endpoints, int? affinitySeconds)
    {
        lock (gate)
        {
            this.endpoints = [.. endpoints];
            affinity = affinitySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            if (affinity is null) clients.Clear();
            foreach (var gone in silent.Keys.Except(endpoints).ToList()) silent.Remove(gone);
        }
    }

    /// <summary>Whether the endpoint is still one of those behind the port.</summary>
    public bool Has(IPEndPoint endpoint)
    {
        lock (gate) return Array.IndexOf(endpoints, endpoint) >= 0;
    }

    /// <summary>The endpoint to try now, or null when there is none that was not tried.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="tried">Those that this connection was refused by; null for none.</param>
    public IPEndPoint? Pick(IPAddress client, List<IPEndPoint>? tried)
    {
        lock (gate)
        {
            if (affinity is not { } limit) return InTurn(tried);
            var now = time.GetTimestamp();
            var known = clients.TryGetValue(client, out var last)
                && time.GetElapsedTime(last.At, now) < limit && Array.IndexOf(endpoints, last.Endpoint) >= 0 && tried?.Contains(last.Endpoint) != true;
            var picked = known ? last.Endpoint : InTurn(tried);
            if (picked is null) return null;
            if (clients.Count >= ForgetAt && !known) Forget(now, limit);
            clients[client] = (picked, now);
            return picked;
        }
    }

    /// <summary>Whether at most one endpoint is left that was not tried.</summary>
    public bool IsLast(List<IPEndPoint>? tried)
    {
        lock (gate) return endpoints.Length <= (tried?.Count ?? 0) + 1;
    }

    /// <summary>Takes that an endpoint gave no answer, neither yes nor no.</summary>
    public void Silent(IPEndPoint endpoint)
    {
        lock (gate) silent[endpoint] = time.GetTimestamp();
    }

    private IPEndPoint? InTurn(List<IPEndPoint>? tried)
    {
        IPEndPoint? last = null;
        var start = (uint)next++;
        for (var i = 0; i < endpoints.Length; i++)
        {
            var endpoint = endpoints[(start + (uint)i) % (uint)endpoints.Length];
            if (tried?.Contains(endpoint) == true) continue;
            if (!IsSilent(endpoint)) return endpoint;
            last ??= endpoint;
        }

        return last;
    }

    private bool IsSilent(IPEndPoint endpoint) =>
        silent.Count > 0 && silent.TryGetValue(endpoint, out var at) && time.GetElapsedTime(at) < Avoid;

    private void Forget(long now, TimeSpan limit)
    {
        foreach (var (client, last) in clients)
            if (time.GetElapsedTime(last.At, now) >= limit) clients.Remove(client);
    }
}
