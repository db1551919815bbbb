using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Apps;

/// <summary>DaemonSet runs one pod on every node, or on every node that its template selects.</summary>
[Kind("apps", "v1", "daemonsets", ShortNames = ["ds"], Categories = ["all"])]
public sealed record DaemonSet : Resource<DaemonSetSpec, DaemonSetStatus>;
