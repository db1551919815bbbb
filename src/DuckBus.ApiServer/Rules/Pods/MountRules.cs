using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for the mounts and devices of a container.</summary>
internal static class MountRules
{
    /// <summary>Checks what a container mounts.</summary>
    /// <param name="container">The container.</param>
    /// <param name="volumes">The volumes of its pod.</param>
    /// <param name="field">The container's path.</param>
    /// <param name="problems">What is wrong.</param>
    public static void Validate(Container container, IReadOnlyList<Volume> volumes, string field, Problems problems)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, mount) in (container.VolumeMounts ?? []).Index())
        {
            var at = $"{field}.volumeMounts[{i}]";
            Named(mount.Name, volumes, $"{at}.name", problems);
            if (mount.MountPath.Length == 0) problems.Add(StatusCause.Required($"{at}.mountPath"));
            else if (!paths.Add(mount.MountPath)) problems.Add(StatusCause.Invalid($"{at}.mountPath", mount.MountPath, "must be unique"));
            Validate(mount, container.SecurityContext?.Privileged == true, at, problems);
        }

        var devices = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, device) in (container.VolumeDevices ?? []).Index())
        {
            var at = $"{field}.volumeDevices[{i}]";
            Named(device.Name, volumes, $"{at}.name", problems);
            if (device.DevicePath.Length == 0) problems.Add(StatusCause.Required($"{at}.devicePath"));
            else if (!devices.Add(device.DevicePath)) problems.Add(StatusCause.Invalid($"{at}.devicePath", device.DevicePath, "must be unique"));
            else if (paths.Contains(device.DevicePath))
                problems.Add(StatusCause.Invalid($"{at}.devicePath", device.DevicePath, "must not already exist as a path in volumeMounts"));
            problems.Check(volumes.All(volume => volume.Name != device.Name || volume.PersistentVolumeClaim is not null || volume.Ephemeral is not null), () =>
                StatusCause.Invalid($"{at}.name", device.Name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"));
        }
    }

    private static void Validate(VolumeMount mount, bool privileged, string field, Problems problems)
    {
        FileRules.Relative(mount.SubPath, $"{field}.subPath", problems);
        FileRules.Relative(mount.SubPathExpr, $"{field}.subPathExpr", problems);
        problems.Check(string.IsNullOrEmpty(mount.SubPath) || string.IsNullOrEmpty(mount.SubPathExpr), () =>
            StatusCause.Invalid($"{field}.subPathExpr", mount.SubPathExpr, "subPathExpr and subPath are mutually exclusive"));
        problems.OneOf(mount.MountPropagation, $"{field}.mountPropagation", "None", "HostToContainer", "Bidirectional");
        problems.Check(mount.MountPropagation != "Bidirectional" || privileged, () =>
            StatusCause.Forbidden($"{field}.mountPropagation", "Bidirectional mount propagation is available only to privileged containers"));
        problems.OneOf(mount.RecursiveReadOnly, $"{field}.recursiveReadOnly", "Disabled", "IfPossible", "Enabled");
        problems.Check(mount.RecursiveReadOnly is null or "Disabled" || mount.ReadOnly == true, () =>
            StatusCause.Forbidden($"{field}.recursiveReadOnly", "may only be specified when readOnly is true"));
    }

    private static void Named(string name, IReadOnlyList<Volume> volumes, string field, Problems problems)
    {
        if (name.Length == 0) problems.Add(StatusCause.Required(field));
        else problems.Check(volumes.Any(volume => volume.Name == name), () => StatusCause.NotFound(field, name));
    }
}
