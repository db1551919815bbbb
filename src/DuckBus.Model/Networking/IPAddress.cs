using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Networking;

/// <summary>IPAddress says that an address, which is its name, is taken, and by which service.</summary>
[Kind("networking.k8s.io", "v1", "ipaddresses", Namespaced = false, ShortNames = ["ip"])]
public sealed record IPAddress : Resource
{
    /// <summary>Who has the address.</summary>
    [Proto(2)]
    public IPAddressSpec Spec { get; init; } = new();

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => Spec;
}
