using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Patches;

/// <summary>What stands against a patch.</summary>
internal static class PatchErrors
{
    /// <summary>400: the patch itself is wrong, whatever it is applied to.</summary>
    /// <param name="field">The place in the patch; empty for all of it.</param>
    /// <param name="message">What is wrong, and what would be right.</param>
    public static StatusException Malformed(string field, string message) =>
        new(Status.BadRequest(field.Length == 0 ? message : $"{field}: {message}", StatusCause.TypeInvalid(field, message)));

    /// <summary>422: the patch does not fit the object as it is.</summary>
    /// <param name="field">The place in the object.</param>
    /// <param name="message">Why.</param>
    public static StatusException DoesNotApply(string field, string message) =>
        new(Status.BadRequest($"the patch cannot be applied: {field}: {message}", StatusCause.TypeInvalid(field, message) with { Reason = "FieldValueInvalid" })
            with
        { Code = 422, Reason = "Invalid" });
}
