namespace DuckBus.ApiServer.Selectors;

/// <summary>One requirement of a field query: the field is, or is not, the value.</summary>
internal sealed record FieldRequirement(string Field, bool Equal, string Value);
