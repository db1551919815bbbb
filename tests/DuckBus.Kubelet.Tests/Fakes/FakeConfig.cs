using DuckBus.Kubelet.Config;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>ConfigMaps and Secrets in memory, decoded.</summary>
internal sealed class FakeConfig : IConfigSource
{
    public Dictionary<string, Dictionary<string, string>> ConfigMaps { get; } = [];

    public Dictionary<string, Dictionary<string, string>> Secrets { get; } = [];

    public Task<IReadOnlyDictionary<string, string>?> ConfigMapAsync(string ns, string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>?>(ConfigMaps.GetValueOrDefault(name));

    public Task<IReadOnlyDictionary<string, string>?> SecretAsync(string ns, string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>?>(Secrets.GetValueOrDefault(name));
}
