using DuckBus.Kubelet.Config;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>ConfigMaps and Secrets in memory, decoded.</summary>
internal sealed class FakeConfig : IConfigSource
{
    public Dictionary<string, Dictionary<string, string>> ConfigMaps { get; } = [];

    public Dictionary<string, Dictionary<string, string>> Secrets { get; } = [];

    public Task<IReadOnlyDictionary<string, string>?> ConfigMapAsync(string ns, string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>?>(ConfigMaps.GetValueOrDefault(name));

    public event Action<string, string>? Changed;

    public void Change(string name) => Changed?.Invoke("default", name);

    public Task<IReadOnlyDictionary<string, byte[]>?> ConfigMapFilesAsync(string ns, string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, byte[]>?>(Files(ConfigMaps.GetValueOrDefault(name)));

    public Task<IReadOnlyDictionary<string, byte[]>?> SecretFilesAsync(string ns, string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, byte[]>?>(Files(Secrets.GetValueOrDefault(name)));

    private static Dictionary<string, byte[]>? Files(Dictionary<string, string>? found) =>
        found?.ToDictionary(one => one.Key, one => System.Text.Encoding.UTF8.GetBytes(one.Value));

    public Task<IReadOnlyDictionary<string, string>?> SecretAsync(string ns, string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>?>(Secrets.GetValueOrDefault(name));
}
