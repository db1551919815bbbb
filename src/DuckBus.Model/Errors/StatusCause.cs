using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Errors;

/// <summary>Why one field is refused.</summary>
public sealed record StatusCause : Extensible
{
    /// <summary>For programs: <c>FieldValueRequired</c>, <c>FieldValueInvalid</c>, <c>FieldValueNotSupported</c>, …</summary>
    [Proto(1)]
    public string? Reason { get; init; }

    /// <summary>For people: what is wrong and what would be right.</summary>
    [Proto(2)]
    public string? Message { get; init; }

    /// <summary>The field as a path: <c>spec.containers[0].image</c>.</summary>
    [Proto(3)]
    public string? Field { get; init; }

    /// <summary>The field must be given.</summary>
    public static StatusCause Required(string field, string message = "") =>
        new() { Reason = "FieldValueRequired", Field = field, Message = message.Length == 0 ? "Required value" : $"Required value: {message}" };

    /// <summary>The value has the right type and is not allowed.</summary>
    public static StatusCause Invalid(string field, object? value, string message) =>
        new() { Reason = "FieldValueInvalid", Field = field, Message = $"Invalid value: {Show(value)}: {message}" };

    /// <summary>The value is none of those that are allowed.</summary>
    public static StatusCause NotSupported(string field, object? value, params IEnumerable<string> supported) =>
        new() { Reason = "FieldValueNotSupported", Field = field, Message = $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}" };

    /// <summary>The value names something that is not there.</summary>
    public static StatusCause NotFound(string field, object? value) =>
        new() { Reason = "FieldValueNotFound", Field = field, Message = $"Not found: {Show(value)}" };

    /// <summary>Two entries have the same key.</summary>
    public static StatusCause Duplicate(string field, object? value) =>
        new() { Reason = "FieldValueDuplicate", Field = field, Message = $"Duplicate value: {Show(value)}" };

    /// <summary>The field may not be given, or may not be changed, here.</summary>
    public static StatusCause Forbidden(string field, string message) =>
        new() { Reason = "FieldValueForbidden", Field = field, Message = $"Forbidden: {message}" };

    /// <summary>The value has the wrong type.</summary>
    public static StatusCause TypeInvalid(string field, string message) =>
        new() { Reason = "FieldValueTypeInvalid", Field = field, Message = message };

    private static string Show(object? value) => value is string text ? $"\"{text}\"" : $"{value ?? "null"}";
}
