namespace DuckBus.Model.Schema;

/// <summary>
/// A struct or a map that server-side apply owns and replaces as a whole (<c>map-type: atomic</c>), such as a label selector.
/// Lists without <see cref="MergeKeyAttribute"/> or <see cref="MergeSetAttribute"/> are atomic by themselves.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class AtomicAttribute : Attribute;
