using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for the files that a volume is made of.</summary>
internal static class FileRules
{
    public static readonly string[] Resources =
    [
        "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
    ];

    private static readonly string[] PodFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    public static void Validate(IReadOnlyList<KeyToPath>? items, int? defaultMode, string field, Problems problems)
    {
        Mode(defaultMode, $"{field}.defaultMode", problems);
        foreach (var (i, item) in (items ?? []).Index())
        {
            problems.Check(item.Key.Length > 0, () => StatusCause.Required($"{field}.items[{i}].key"));
            Path(item.Path, $"{field}.items[{i}].path", problems);
            Mode(item.Mode, $"{field}.items[{i}].mode", problems);
        }
    }

    public static void Validate(IReadOnlyList<DownwardApiVolumeFile>? files, string field, Problems problems)
    {
        foreach (var (i, file) in (files ?? []).Index())
        {
            var item = $"{field}.items[{i}]";
            Path(file.Path, $"{item}.path", problems);
            Mode(file.Mode, $"{item}.mode", problems);
            if (file is { FieldRef: not null, ResourceFieldRef: not null })
                problems.Add(StatusCause.Invalid(item, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously"));
            else if (file.FieldRef is { } pod)
                problems.Check(PodFields.Contains(pod.FieldPath) || ContainerRules.IsMapEntry(pod.FieldPath), () =>
                    StatusCause.NotSupported($"{item}.fieldRef.fieldPath", pod.FieldPath, PodFields));
            else if (file.ResourceFieldRef is { } resource) Validate(resource, needsContainer: true, $"{item}.resourceFieldRef", problems);
            else problems.Add(StatusCause.Required(item, "one of fieldRef and resourceFieldRef is required"));
        }
    }

    public static void Validate(ResourceFieldSelector selector, bool needsContainer, string field, Problems problems)
    {
        problems.Check(!needsContainer || !string.IsNullOrEmpty(selector.ContainerName), () => StatusCause.Required($"{field}.containerName"));
        if (selector.Resource.Length == 0) problems.Add(StatusCause.Required($"{field}.resource"));
        else problems.OneOf(selector.Resource, $"{field}.resource", Resources);
        problems.Check(selector.Divisor is not { Value: < 0 }, () =>
            StatusCause.Invalid($"{field}.divisor", selector.Divisor.ToString(), "must be greater than or equal to 0"));
    }

    public static void Mode(int? mode, string field, Problems problems) => problems.Check(mode is null or (>= 0 and <= 511), () =>
        StatusCause.Invalid(field, mode, "must be a number between 0 and 0777 (octal), both inclusive"));

    public static void Path(string path, string field, Problems problems)
    {
        problems.Check(path.Length > 0, () => StatusCause.Required(field));
        Relative(path, field, problems);
        problems.Check(!path.StartsWith("..", StringComparison.Ordinal) || path.Split('/')[0] == "..", () =>
            StatusCause.Invalid(field, path, "must not start with '..'"));
    }

    public static void Relative(string? path, string field, Problems problems)
    {
        if (string.IsNullOrEmpty(path)) return;
        problems.Check(path[0] != '/', () => StatusCause.Invalid(field, path, "must be a relative path"));
        problems.Check(!path.Split('/').Contains(".."), () => StatusCause.Invalid(field, path, "must not contain '..'"));
    }
}
