namespace DuckBus.Model.Schema;

/// <summary>A list of plain values that patches merge as a set, such as finalizers: <c>patchStrategy: merge</c>, <c>list-type: set</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MergeSetAttribute : Attribute;
