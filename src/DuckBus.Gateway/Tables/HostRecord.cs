using System.Net;

namespace DuckBus.Gateway.Tables;

/// <summary>An endpoint of a headless service, as its names tell it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Hostname">The label by which it is known below the name of the service; null for one made of its address.</param>
public sealed record HostRecord(IPAddress Address, string? Hostname);
