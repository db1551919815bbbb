using System.Text.Json;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for a container that is added to a running pod: it is there to look around, not to serve.</summary>
internal static class EphemeralContainerRules
{
    private static readonly string[] Allowed =
    [
        "name", "image", "command", "args", "workingDir", "envFrom", "env", "volumeMounts", "volumeDevices", "terminationMessagePath",
        "terminationMessagePolicy", "imagePullPolicy", "securityContext", "stdin", "stdinOnce", "tty", "targetContainerName",
    ];

    /// <summary>Checks a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="spec">The pod's spec.</param>
    /// <param name="field">Its path.</param>
    /// <param name="names">The names of the containers before it.</param>
    /// <param name="problems">What is wrong.</param>
    public static void Validate(EphemeralContainer container, PodSpec spec, string field, HashSet<string> names, Problems problems)
    {
        ContainerRules.Validate(container, field, names, [], problems);
        problems.Check(
            string.IsNullOrEmpty(container.TargetContainerName) || spec.Containers.Concat(spec.InitContainers ?? []).Any(one => one.Name == container.TargetContainerName),
            () => StatusCause.NotFound($"{field}.targetContainerName", container.TargetContainerName));
        foreach (var property in JsonSerializer.SerializeToElement(container, ModelJson.Options).EnumerateObject())
            problems.Check(Allowed.Contains(property.Name) || IsEmpty(property.Value), () =>
                StatusCause.Forbidden($"{field}.{property.Name}", "cannot be set for an Ephemeral Container"));
    }

    /// <summary>Checks that what is there stays as it is.</summary>
    public static void ValidateUpdate(
        IReadOnlyList<EphemeralContainer>? before, IReadOnlyList<EphemeralContainer>? after, string field, Problems problems)
    {
        foreach (var old in before ?? [])
        {
            var now = after?.FirstOrDefault(one => one.Name == old.Name);
            if (now is null) problems.Add(StatusCause.Forbidden(field, $"existing ephemeral containers \"{old.Name}\" may not be removed"));
            else if (!JsonEquality.Same(old, now)) problems.Add(StatusCause.Forbidden(field, $"existing ephemeral containers \"{old.Name}\" may not be changed"));
        }
    }

    /// <summary>Clients write empty objects where they mean nothing.</summary>
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(property => IsEmpty(property.Value)),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Null or JsonValueKind.False => true,
        _ => false,
    };
}
