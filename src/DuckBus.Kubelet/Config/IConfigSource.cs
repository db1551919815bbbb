namespace DuckBus.Kubelet.Config;

/// <summary>Where the values come from that containers take from ConfigMaps and Secrets.</summary>
internal interface IConfigSource
{
    /// <summary>The text values of a ConfigMap; null if there is none.</summary>
    Task<IReadOnlyDictionary<string, string>?> ConfigMapAsync(string ns, string name, CancellationToken cancellationToken);

    /// <summary>All values of a ConfigMap, text and binary; null if there is none.</summary>
    Task<IReadOnlyDictionary<string, byte[]>?> ConfigMapFilesAsync(string ns, string name, CancellationToken cancellationToken);

    /// <summary>The values of a Secret as bytes; null if there is none.</summary>
    Task<IReadOnlyDictionary<string, byte[]>?> SecretFilesAsync(string ns, string name, CancellationToken cancellationToken);

    /// <summary>Raised, from any thread, with namespace and name of a ConfigMap or Secret that was changed.</summary>
    event Action<string, string>? Changed;

    /// <summary>The decoded values of a Secret; null if there is none.</summary>
    Task<IReadOnlyDictionary<string, string>?> SecretAsync(string ns, string name, CancellationToken cancellationToken);
}
