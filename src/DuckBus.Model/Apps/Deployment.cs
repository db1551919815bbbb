using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Apps;

/// <summary>Deployment enables declarative updates for Pods and ReplicaSets.</summary>
[Kind("apps", "v1", "deployments", ShortNames = ["deploy"], Categories = ["all"])]
public sealed record Deployment : Resource<DeploymentSpec, DeploymentStatus>;
