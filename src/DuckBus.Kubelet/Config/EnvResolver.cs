using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Config;

/// <summary>
/// The environment of a container, in Kubernetes' order: what it is told of services, <c>envFrom</c>, then <c>env</c>, later
/// entries win. POD_NAME, POD_NAMESPACE and NODE_NAME let every container say who it is; the pod may set them otherwise.
/// </summary>
internal static class EnvResolver
{
    /// <summary>Resolves all references.</summary>
    /// <exception cref="ConfigException">Something is missing that is not optional.</exception>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> ResolveAsync(
        Pod pod, Container container, IReadOnlyList<Service> services, IConfigSource config, string hostIp, string? podIp, MachineSize machine, CancellationToken cancellationToken)
    {
        var env = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["POD_NAME"] = pod.Metadata.Name ?? "",
            ["POD_NAMESPACE"] = pod.Metadata.Namespace ?? "",
            ["NODE_NAME"] = pod.Spec.NodeName ?? "",
        };

        // Of services web and web-service both have a WEB_SERVICE_PORT.
        foreach (var (name, value) in ServiceVariables.Of(pod, services)) env[name] = value;
        var lookup = new Lookup(pod.Metadata.Namespace ?? "", config);
        foreach (var source in container.EnvFrom ?? [])
            foreach (var (name, value) in await lookup.AllAsync(source, cancellationToken))
                env[source.Prefix + name] = value;

        foreach (var variable in container.Env ?? [])
        {
            var value = variable.ValueFrom switch
            {
                null => VariableExpansion.Expand(variable.Value ?? "", env),
                { FieldRef: { } field } => PodField.Value(pod, field.FieldPath, hostIp, podIp),
                { ConfigMapKeyRef: { } key } => await lookup.ConfigMapKeyAsync(key, cancellationToken),
                { SecretKeyRef: { } key } => await lookup.SecretKeyAsync(key, cancellationToken),
                { ResourceFieldRef: { } resource } => ResourceField.Value(Named(pod, resource.ContainerName) ?? container, resource, machine),
                { UnknownFields: { Count: > 0 } unknown } =>
                    throw new ConfigException($"valueFrom of \"{variable.Name}\": {unknown.Keys.First()} is not supported"),
                _ => throw new ConfigException($"valueFrom of \"{variable.Name}\" names no source"),
            };
            if (value is not null) env[variable.Name] = value;
        }

        return [.. env];
    }

    private static Container? Named(Pod pod, string? name) =>
        string.IsNullOrEmpty(name) ? null : pod.Spec.AllContainers().FirstOrDefault(one => one.Name == name);

    /// <summary>Whether the environment is only known once the sandbox runs.</summary>
    public static bool NeedsSandbox(Container container) =>
        container.Env?.Any(variable => variable.ValueFrom?.FieldRef is { } field && PodField.NeedsSandbox(field.FieldPath)) ?? false;

    private sealed class Lookup(string ns, IConfigSource config)
    {
        public async Task<IReadOnlyDictionary<string, string>> AllAsync(EnvFromSource source, CancellationToken cancellationToken)
        {
            var (kind, reference) = source.ConfigMapRef is { } map ? ("configmap", map) : ("secret", source.SecretRef);
            if (reference is null) return new Dictionary<string, string>();
            var found = kind == "configmap"
                ? await config.ConfigMapAsync(ns, reference.Name, cancellationToken)
                : await config.SecretAsync(ns, reference.Name, cancellationToken);
            if (found is not null) return found;
            return reference.Optional == true
                ? new Dictionary<string, string>()
                : throw new ConfigException($"{kind} \"{reference.Name}\" not found");
        }

        public async Task<string?> ConfigMapKeyAsync(KeySelector key, CancellationToken cancellationToken) =>
            Key("configmap", "ConfigMap", key, await config.ConfigMapAsync(ns, key.Name, cancellationToken));

        public async Task<string?> SecretKeyAsync(KeySelector key, CancellationToken cancellationToken) =>
            Key("secret", "Secret", key, await config.SecretAsync(ns, key.Name, cancellationToken));

        private string? Key(string kind, string title, KeySelector key, IReadOnlyDictionary<string, string>? found)
        {
            if (found is not null && found.TryGetValue(key.Key, out var value)) return value;
            if (key.Optional == true) return null;
            throw new ConfigException(found is null
                ? $"{kind} \"{key.Name}\" not found"
                : $"couldn't find key {key.Key} in {title} {ns}/{key.Name}");
        }
    }
}
