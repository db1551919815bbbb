using System.Collections.Concurrent;
using System.Text;
using DuckBus.Client.Api;
using DuckBus.Kubelet.Nodes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;

namespace DuckBus.Kubelet.Config;

/// <summary>
/// ConfigMaps and Secrets from the API, remembered for a moment, and for as long as the API cannot be reached: a container
/// that was started once can be started again without it.
/// </summary>
internal sealed class ConfigSource(ApiClient api, ApiHealth health, TimeProvider time) : IConfigSource
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(Type Kind, string Namespace, string Name), (Resource? Object, DateTimeOffset At)> known = new();

    /// <summary>Raised when a value was read that was not known before.</summary>
    public event Action? Learned;

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>?> ConfigMapAsync(string ns, string name, CancellationToken cancellationToken) =>
        await GetAsync<ConfigMap>(ns, name, cancellationToken) is { } found ? found.Data ?? new Dictionary<string, string>() : null;

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>?> SecretAsync(string ns, string name, CancellationToken cancellationToken) =>
        await GetAsync<Secret>(ns, name, cancellationToken) is { } found
            ? (found.Data ?? new Dictionary<string, string>()).ToDictionary(
                one => one.Key, one => Encoding.UTF8.GetString(Convert.FromBase64String(one.Value)), StringComparer.Ordinal)
            : null;

    /// <inheritdoc />
    public event Action<string, string>? Changed;

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, byte[]>?> ConfigMapFilesAsync(string ns, string name, CancellationToken cancellationToken) =>
        await GetAsync<ConfigMap>(ns, name, cancellationToken) is { } found
            ? (found.Data ?? new Dictionary<string, string>()).Select(one => KeyValuePair.Create(one.Key, Encoding.UTF8.GetBytes(one.Value)))
                .Concat(Bytes(found.BinaryData)).ToDictionary(StringComparer.Ordinal)
            : null;

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, byte[]>?> SecretFilesAsync(string ns, string name, CancellationToken cancellationToken) =>
        await GetAsync<Secret>(ns, name, cancellationToken) is { } found ? Bytes(found.Data).ToDictionary(StringComparer.Ordinal) : null;

    /// <summary>Somebody changed an object: what is remembered of it is not fresh any more.</summary>
    public void Forget(string ns, string name)
    {
        foreach (var kind in new[] { typeof(ConfigMap), typeof(Secret) })
            if (known.TryGetValue((kind, ns, name), out var found))
                known.TryUpdate((kind, ns, name), (found.Object, DateTimeOffset.MinValue), found);
        Changed?.Invoke(ns, name);
    }

    /// <summary>What is remembered, for the checkpoint.</summary>
    public (IReadOnlyList<ConfigMap> ConfigMaps, IReadOnlyList<Secret> Secrets) Remembered() =>
        ([.. known.Values.Select(one => one.Object).OfType<ConfigMap>()], [.. known.Values.Select(one => one.Object).OfType<Secret>()]);

    /// <summary>Takes what a checkpoint remembered.</summary>
    public void Remember(IEnumerable<Resource> resources)
    {
        foreach (var resource in resources)
            known.TryAdd((resource.GetType(), resource.Metadata.Namespace ?? "", resource.Metadata.Name ?? ""), (resource, DateTimeOffset.MinValue));
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> Bytes(IReadOnlyDictionary<string, string>? data) =>
        (data ?? new Dictionary<string, string>()).Select(one => KeyValuePair.Create(one.Key, Convert.FromBase64String(one.Value)));

    private async Task<T?> GetAsync<T>(string ns, string name, CancellationToken cancellationToken)
        where T : Resource
    {
        var key = (typeof(T), ns, name);
        var now = time.GetUtcNow();
        var isKnown = known.TryGetValue(key, out var before);
        if (isKnown && (now - before.At < Fresh || (!health.IsReachable && before.Object is not null))) return (T?)before.Object;
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            var found = await api.GetAsync<T>(ns, name, both.Token);
            // What is missing is asked for again each time: the pod waits for it.
            if (found is null) known.TryRemove(key, out _);
            else known[key] = (found, now);
            if (found?.Metadata.ResourceVersion != before.Object?.Metadata.ResourceVersion) Learned?.Invoke();
            return found;
        }
        catch (Exception failure) when (ApiHealth.IsOutage(failure, cancellationToken))
        {
            return isKnown && before.Object is not null
                ? (T)before.Object
                : throw new ConfigException($"cannot read {typeof(T).Name.ToLowerInvariant()} \"{name}\": {failure.Message}");
        }
        catch (StatusException failure)
        {
            throw new ConfigException(failure.Message);
        }
    }
}
