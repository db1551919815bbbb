using DuckBus.Model.Discovery;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Endpoints that offer the same ports, and may thus share a slice.</summary>
/// <param name="AddressType">IPv4 or IPv6.</param>
/// <param name="Ports">The ports of each of them.</param>
/// <param name="Endpoints">The endpoints, each once.</param>
public sealed record EndpointGroup(string AddressType, IReadOnlyList<EndpointPort> Ports, IReadOnlyList<Endpoint> Endpoints)
{
    /// <summary>The same for endpoints that may share a slice.</summary>
    public string Signature => SignatureOf(AddressType, Ports);

    /// <summary>The signature of the endpoints that fit into a slice.</summary>
    public static string SignatureOf(EndpointSlice slice) => SignatureOf(slice.AddressType, slice.Ports);

    /// <summary>The signature of endpoints with these ports.</summary>
    public static string SignatureOf(string? addressType, IReadOnlyList<EndpointPort>? ports) =>
        string.Join('|', (ports ?? []).Select(port => $"{port.Name}/{port.Port}/{port.Protocol}/{port.AppProtocol}").Prepend(addressType));
}
