using DuckBus.Kubelet.Config;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>Tokens that say for whom they are.</summary>
internal sealed class FakeTokens : ITokenSource
{
    public Task<string> TokenAsync(Pod pod, ServiceAccountTokenProjection asked, CancellationToken cancellationToken) =>
        Task.FromResult($"{pod.Metadata.Name} for {asked.Audience ?? "the API"}");
}
