using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Apps;

/// <summary>ReplicaSet ensures that a specified number of pod replicas are running at any given time.</summary>
[Kind("apps", "v1", "replicasets", ShortNames = ["rs"], Categories = ["all"])]
public sealed record ReplicaSet : Resource<ReplicaSetSpec, ReplicaSetStatus>;
