using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>Node is a worker node.</summary>
[Kind("", "v1", "nodes", Namespaced = false, ShortNames = ["no"])]
public sealed record Node : Resource<NodeSpec, NodeStatus>;
