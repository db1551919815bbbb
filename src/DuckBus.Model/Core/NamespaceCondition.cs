using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>A condition of a namespace: what holds its deletion up.</summary>
public sealed record NamespaceCondition : Condition;
