using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Pods;

/// <summary>Tells of containers that wait before they are started again, once for each time that they ended.</summary>
internal sealed class BackOffEvents(PodServices services)
{
    private readonly Dictionary<string, string> told = new(StringComparer.Ordinal);

    /// <summary>Tells what was not told yet.</summary>
    public void Tell(Pod pod, PodState state)
    {
        var now = services.Time.GetUtcNow();
        foreach (var record in state.Containers.Values)
            if (record is { IsOver: true, Id: { } id } && PodRules.Restarts(pod, record) && !PodRules.RunsAnew(pod, state, record)
                && PodRules.RestartAt(record, services.Options) > now && told.GetValueOrDefault(record.Name) != id)
            {
                told[record.Name] = id;
                services.Events.Warning(
                    pod, "BackOff", $"Back-off restarting failed container {record.Name} in pod {pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})",
                    PodRules.PathOf(pod, record.Name));
            }
    }
}
