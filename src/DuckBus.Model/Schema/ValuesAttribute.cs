namespace DuckBus.Model.Schema;

/// <summary>The values that a string can have; OpenAPI lists them.</summary>
/// <param name="values">All of them.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValuesAttribute(params string[] values) : Attribute
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
