using DuckBus.ApiServer.Rules.Pods;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for one container of a pod.</summary>
internal static class ContainerRules
{
    private static readonly string[] PodFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    /// <summary>Checks a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="field">Its path.</param>
    /// <param name="names">The names of the containers before it.</param>
    /// <param name="ports">The names and host ports of the containers before it.</param>
    /// <param name="problems">What is wrong.</param>
    public static void Validate(Container container, string field, HashSet<string> names, HashSet<string> ports, Problems problems)
    {
        if (container.Name.Length == 0) problems.Add(StatusCause.Required($"{field}.name"));
        else if (!Names.IsDnsLabel(container.Name)) problems.Add(StatusCause.Invalid($"{field}.name", container.Name, Names.LabelRule));
        else if (!names.Add(container.Name)) problems.Add(StatusCause.Duplicate($"{field}.name", container.Name));
        if (string.IsNullOrEmpty(container.Image)) problems.Add(StatusCause.Required($"{field}.image"));
        else if (container.Image.AsSpan().Trim().Length != container.Image.Length)
            problems.Add(StatusCause.Invalid($"{field}.image", container.Image, "must not have leading or trailing whitespace"));
        problems.OneOf(container.ImagePullPolicy, $"{field}.imagePullPolicy", "Always", "IfNotPresent", "Never");
        problems.OneOf(container.TerminationMessagePolicy, $"{field}.terminationMessagePolicy", "File", "FallbackToLogsOnError");
        foreach (var (i, port) in (container.Ports ?? []).Index()) Validate(port, $"{field}.ports[{i}]", ports, problems);
        foreach (var (i, variable) in (container.Env ?? []).Index()) Validate(variable, $"{field}.env[{i}]", problems);
        foreach (var (i, source) in (container.EnvFrom ?? []).Index()) Validate(source, $"{field}.envFrom[{i}]", problems);
        if (container.Resources is { } resources) Validate(resources, $"{field}.resources", problems);
    }

    private static void Validate(ContainerPort port, string field, HashSet<string> ports, Problems problems)
    {
        problems.Check(port.Port is > 0 and < 65536, () => StatusCause.Invalid($"{field}.containerPort", port.Port, "must be between 1 and 65535, inclusive"));
        problems.Check(port.HostPort is null or (>= 0 and < 65536), () => StatusCause.Invalid($"{field}.hostPort", port.HostPort, "must be between 1 and 65535, inclusive"));
        problems.OneOf(port.Protocol, $"{field}.protocol", "TCP", "UDP", "SCTP");
        if (!string.IsNullOrEmpty(port.Name))
        {
            problems.Check(Names.IsPortName(port.Name), () =>
                StatusCause.Invalid($"{field}.name", port.Name, Names.PortNameRule));
            problems.Check(ports.Add(port.Name), () => StatusCause.Duplicate($"{field}.name", port.Name));
        }

        if (port.HostPort is > 0)
            problems.Check(ports.Add($"{port.Protocol}/{port.HostIP}/{port.HostPort}"), () => StatusCause.Duplicate($"{field}.hostPort", port.HostPort));
    }

    private static void Validate(EnvVar variable, string field, Problems problems)
    {
        if (variable.Name.Length == 0) problems.Add(StatusCause.Required($"{field}.name"));
        else problems.Check(Names.IsEnvName(variable.Name), () => StatusCause.Invalid($"{field}.name", variable.Name, Names.EnvRule));
        if (variable.ValueFrom is not { } source) return;
        field += ".valueFrom";
        problems.Check(string.IsNullOrEmpty(variable.Value), () => StatusCause.Invalid(field, "", "may not be specified when `value` is not empty"));
        var given = new object?[] { source.ConfigMapKeyRef, source.SecretKeyRef, source.FieldRef, source.ResourceFieldRef }.Count(part => part is not null)
            + (source.UnknownFields?.Count ?? 0);
        problems.Check(given == 1, () => StatusCause.Invalid(field, "", given == 0
            ? "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
            : "may not have more than one field specified at a time"));
        if (source.ConfigMapKeyRef is { } configMap) Validate(configMap, $"{field}.configMapKeyRef", problems);
        if (source.SecretKeyRef is { } secret) Validate(secret, $"{field}.secretKeyRef", problems);
        if (source.ResourceFieldRef is { } resource) FileRules.Validate(resource, needsContainer: false, $"{field}.resourceFieldRef", problems);
        if (source.FieldRef is { } pod)
            problems.Check(PodFields.Contains(pod.FieldPath) || IsMapEntry(pod.FieldPath), () => pod.FieldPath.Length == 0
                ? StatusCause.Required($"{field}.fieldRef.fieldPath")
                : StatusCause.NotSupported($"{field}.fieldRef.fieldPath", pod.FieldPath, PodFields));
    }

    /// <summary>Whether the path is one label or annotation of the pod.</summary>
    public static bool IsMapEntry(string path) =>
        path.EndsWith("']", StringComparison.Ordinal)
        && (path.StartsWith("metadata.labels['", StringComparison.Ordinal) || path.StartsWith("metadata.annotations['", StringComparison.Ordinal));

    private static void Validate(KeySelector selector, string field, Problems problems)
    {
        problems.Check(selector.Name.Length > 0, () => StatusCause.Required($"{field}.name"));
        problems.Check(selector.Key.Length > 0, () => StatusCause.Required($"{field}.key"));
        problems.Check(selector.Key.Length == 0 || Names.IsDataKey(selector.Key), () => StatusCause.Invalid($"{field}.key", selector.Key, Names.DataKeyRule));
    }

    private static void Validate(EnvFromSource source, string field, Problems problems)
    {
        problems.Check(string.IsNullOrEmpty(source.Prefix) || Names.IsEnvName(source.Prefix), () => StatusCause.Invalid($"{field}.prefix", source.Prefix, Names.EnvRule));
        problems.Check((source.ConfigMapRef is null) != (source.SecretRef is null), () =>
            StatusCause.Invalid(field, "", "must specify exactly one of: `configMapRef` or `secretRef`"));
        problems.Check(source.ConfigMapRef is null or { Name.Length: > 0 }, () => StatusCause.Required($"{field}.configMapRef.name"));
        problems.Check(source.SecretRef is null or { Name.Length: > 0 }, () => StatusCause.Required($"{field}.secretRef.name"));
    }

    private static void Validate(ResourceRequirements resources, string field, Problems problems)
    {
        Validate(resources.Limits, $"{field}.limits", problems);
        Validate(resources.Requests, $"{field}.requests", problems);
        foreach (var (name, request) in resources.Requests ?? new Dictionary<string, Quantity>())
            if (resources.Limits?.TryGetValue(name, out var limit) == true && request.Value > limit.Value)
                problems.Add(StatusCause.Invalid($"{field}.requests", request.ToString(), $"must be less than or equal to {name} limit of {limit}"));
    }

    private static void Validate(IReadOnlyDictionary<string, Quantity>? amounts, string field, Problems problems)
    {
        foreach (var (name, amount) in amounts ?? new Dictionary<string, Quantity>())
        {
            problems.Check(Names.IsQualifiedName(name), () => StatusCause.Invalid(field, name, Names.QualifiedRule));
            problems.Check(amount.Value >= 0, () => StatusCause.Invalid($"{field}[{name}]", amount.ToString(), "must be greater than or equal to 0"));
        }
    }
}
