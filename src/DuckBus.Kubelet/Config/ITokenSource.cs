using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.Kubelet.Config;

/// <summary>Where the tokens come from that pods find in their volumes.</summary>
internal interface ITokenSource
{
    /// <summary>A token of the pod's account, good for the time that is asked for or, of one given before, for at least a fifth of it.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    Task<string> TokenAsync(Pod pod, ServiceAccountTokenProjection asked, CancellationToken cancellationToken);
}
