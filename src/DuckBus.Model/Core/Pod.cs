using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>Pod is a collection of containers that run together on one node and share a network namespace.</summary>
[Kind("", "v1", "pods", ShortNames = ["po"], Categories = ["all"])]
public sealed record Pod : Resource<PodSpec, PodStatus>;
