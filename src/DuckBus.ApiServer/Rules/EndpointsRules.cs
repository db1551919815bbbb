using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Rules;

/// <summary>Endpoints.</summary>
internal sealed class EndpointsRules : KindRules<Endpoints>
{
    protected override Endpoints Default(Endpoints resource) => resource with
    {
        Subsets = resource.Subsets?.Select(subset => subset with
        {
            Ports = subset.Ports?.Select(port => port with { Protocol = port.Protocol ?? "TCP" }).ToList(),
        }).ToList(),
    };
}
