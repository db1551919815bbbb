namespace DuckBus.Model.Schema;

/// <summary>The value that the server fills in when the field is left out; OpenAPI tells it.</summary>
/// <param name="value">A text, a whole number, or true or false.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultAttribute(object value) : Attribute
{
    /// <summary>The value.</summary>
    public object Value { get; } = value;
}
