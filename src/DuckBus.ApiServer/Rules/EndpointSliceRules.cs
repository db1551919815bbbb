using DuckBus.Model.Discovery;

namespace DuckBus.ApiServer.Rules;

/// <summary>EndpointSlices.</summary>
internal sealed class EndpointSliceRules : KindRules<EndpointSlice>
{
    protected override EndpointSlice Default(EndpointSlice resource) => resource with
    {
        // kubectl describe takes both for granted.
        Ports = resource.Ports?.Select(port => port with { Name = port.Name ?? "", Protocol = port.Protocol ?? "TCP" }).ToList(),
    };
}
