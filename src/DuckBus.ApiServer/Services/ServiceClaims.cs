using System.Globalization;
using System.Security.Cryptography;
using DuckBus.ApiServer.Rules;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Services;

/// <summary>Gives services their addresses and node ports before they are written; other kinds pass through.</summary>
internal sealed class ServiceClaims(Reservations reservations, AddressRange addresses, PortRange ports)
{
    private const int Guesses = 16;

    /// <summary>The object as it is to be written, and what was taken for it.</summary>
    /// <param name="before">The object that it replaces; null if there is none.</param>
    /// <param name="after">The object; null if it is removed.</param>
    /// <param name="dryRun">Take nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StatusException">422: an address or a port is another service's, or beyond the range.</exception>
    public async ValueTask<ServiceClaim> TakeAsync(Resource? before, Resource? after, bool dryRun, CancellationToken cancellationToken)
    {
        if ((after ?? before) is not Service service) return new ServiceClaim((after ?? before)!, null);
        var claim = new ServiceClaim(service, dryRun ? null : reservations);
        try
        {
            var had = Holdings.Of(before as Service);
            if (after is not null) await CompleteAsync(claim, service, had, dryRun, cancellationToken);
            var has = Holdings.Of(after is null ? null : (Service)claim.Resource);
            if (dryRun) return claim;
            foreach (var key in had.Except(has))
                if (await reservations.FindAsync(key, Owner.Of(service), cancellationToken) is { } revision) claim.WillDrop(key, revision);
            return claim;
        }
        catch
        {
            await claim.DisposeAsync();
            throw;
        }
    }

    private async Task CompleteAsync(ServiceClaim claim, Service service, IReadOnlySet<ResourceKey> had, bool dryRun, CancellationToken cancellationToken)
    {
        var take = new Taking(claim, Owner.Of(service), had, dryRun, cancellationToken);
        var spec = service.Spec;
        if (spec.HasAddress()) spec = await AddressAsync(take, service, cancellationToken);
        if (spec.Ports is { } given)
        {
            var complete = new List<ServicePort>();
            foreach (var (i, port) in given.Index()) complete.Add(await PortAsync(take, service, port, $"spec.ports[{i}].nodePort", complete));
            spec = spec with { Ports = complete };
        }

        if (spec is { Type: "LoadBalancer", ExternalTrafficPolicy: "Local" })
            spec = spec with { HealthCheckNodePort = (await PortAsync(take, service, new ServicePort { NodePort = spec.HealthCheckNodePort is > 0 and var health ? health : null }, "spec.healthCheckNodePort", [])).NodePort };
        claim.Resource = service with { Spec = spec };
    }

    private async Task<ServiceSpec> AddressAsync(Taking take, Service service, CancellationToken cancellationToken)
    {
        const string Field = "spec.clusterIPs";
        if (service.Spec.ClusterIP is { } chosen)
        {
            if (take.Had.Contains(Holdings.Address(chosen))) return service.Spec;
            if (!addresses.Contains(chosen)) throw Refuse(service, Field, chosen, $"failed to allocate IP {chosen}: the provided IP is not in the valid range. The range of valid IPs is {addresses}");
            return await TryAsync(take, Holdings.Address(chosen))
                ? service.Spec
                : throw Refuse(service, Field, chosen, $"failed to allocate IP {chosen}: provided IP is already allocated");
        }

        var free = await reservations.TakeFreeAsync(
            () => Candidates(addresses.Count).Select(index => addresses[index]).Where(address => address != addresses.Dns).Select(Holdings.Address),
            key => TryAsync(take, key), cancellationToken);
        return free is { } taken
            ? service.Spec with { ClusterIP = taken.Name, ClusterIPs = [taken.Name] }
            : throw Refuse(service, Field, "", $"failed to allocate an IP: range {addresses} is full");
    }

    private async Task<ServicePort> PortAsync(Taking take, Service service, ServicePort port, string field, List<ServicePort> earlier)
    {
        if (port.NodePort is { } chosen)
        {
            if (take.Had.Contains(Holdings.Port(chosen)) || earlier.Exists(other => other.NodePort == chosen)) return port;
            if (!ports.Contains(chosen)) throw Refuse(service, field, chosen, $"provided port is not in the valid range. The range of valid ports is {ports}");
            return await TryAsync(take, Holdings.Port(chosen)) ? port : throw Refuse(service, field, chosen, "provided port is already allocated");
        }

        if (!service.Spec.HasNodePorts() && field != "spec.healthCheckNodePort") return port;

        // TCP and UDP on the same port share the port of the nodes.
        if (earlier.Find(other => other.Port == port.Port && other.Protocol != port.Protocol) is { NodePort: { } shared }) return port with { NodePort = shared };
        var free = await reservations.TakeFreeAsync(
            () => Candidates(ports.Count).Select(index => Holdings.Port(ports.First + index)), key => TryAsync(take, key), take.CancellationToken);
        return free is { } taken
            ? port with { NodePort = int.Parse(taken.Name, CultureInfo.InvariantCulture) }
            : throw Refuse(service, field, "", $"failed to allocate a nodePort: range {ports} is full");
    }

    private async Task<bool> TryAsync(Taking take, ResourceKey key)
    {
        if (take.DryRun) return reservations.View.Find(key)?.Resource is not { } taken || Owner.Of(taken) == take.Owner;
        if (await reservations.TryTakeAsync(key, take.Owner, take.CancellationToken) is not { } revision) return false;
        take.Claim.Took(key, revision);
        return true;
    }

    // Guesses first: two servers that count from the start would meet at each step.
    private static IEnumerable<int> Candidates(int count) =>
        Enumerable.Range(0, Guesses).Select(_ => RandomNumberGenerator.GetInt32(count)).Concat(Enumerable.Range(0, count));

    private static StatusException Refuse(Service service, string field, object value, string why) =>
        new(Status.Invalid(ResourceKind.Of<Service>(), service.Metadata.Name, [StatusCause.Invalid(field, value, why)]));

    private sealed record Taking(ServiceClaim Claim, Owner Owner, IReadOnlySet<ResourceKey> Had, bool DryRun, CancellationToken CancellationToken);
}
