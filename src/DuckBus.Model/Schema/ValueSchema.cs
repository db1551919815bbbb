namespace DuckBus.Model.Schema;

/// <summary>The form of a value, and of what is in it.</summary>
/// <param name="Form">The form.</param>
/// <param name="Type">The type in the model, without <c>Nullable</c>.</param>
/// <param name="Items">The form of the items of a list or the values of a map; null otherwise.</param>
/// <param name="Fields">The fields of a struct; null otherwise.</param>
public sealed record ValueSchema(ValueForm Form, Type Type, ValueSchema? Items, TypeSchema? Fields);
