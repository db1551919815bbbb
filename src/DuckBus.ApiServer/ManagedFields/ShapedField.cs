namespace DuckBus.ApiServer.ManagedFields;

/// <summary>A field that the model knows.</summary>
/// <param name="Step">The step to it.</param>
/// <param name="Shape">How its value is owned.</param>
internal sealed record ShapedField(string Step, Shape Shape);
