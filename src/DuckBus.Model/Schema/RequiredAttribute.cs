namespace DuckBus.Model.Schema;

/// <summary>A field without which the object is not valid; OpenAPI lists it as required.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
