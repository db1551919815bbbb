namespace DuckBus.Kubelet.Config;

/// <summary>Where the values come from that containers take from ConfigMaps and Secrets.</summary>
internal interface IConfigSource
{
    /// <summary>The text values of a ConfigMap; null if there is none.</summary>
    Task<IReadOnlyDictionary<string, string>?> ConfigMapAsync(string ns, string name, CancellationToken cancellationToken);

    /// <summary>The decoded values of a Secret; null if there is none.</summary>
    Task<IReadOnlyDictionary<string, string>?> SecretAsync(string ns, string name, CancellationToken cancellationToken);
}
