using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>Namespace provides a scope for Names.</summary>
[Kind("", "v1", "namespaces", Namespaced = false, ShortNames = ["ns"])]
public sealed record Namespace : Resource<NamespaceSpec, NamespaceStatus>;
