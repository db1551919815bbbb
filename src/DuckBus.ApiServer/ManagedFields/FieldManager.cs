using System.Globalization;
using System.Text;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>Who writes, for the record of who owns which fields.</summary>
/// <param name="Name">The name that the caller gave as <c>fieldManager</c>, else the program in its User-Agent.</param>
/// <param name="Subresource">The subresource that is written through; null for the object itself.</param>
internal sealed record FieldManager(string Name, string? Subresource)
{
    /// <summary>Characters that a name can have.</summary>
    private const int MaxLength = 128;

    /// <summary>The server, where it writes by itself.</summary>
    public static FieldManager Server { get; } = new("duckbus-apiserver", null);

    /// <summary>Who a request comes from.</summary>
    /// <exception cref="StatusException">422: the name that it gives cannot be one.</exception>
    public static FieldManager Of(HttpRequest request, string? subresource) =>
        new(Named(request) ?? Program(request.Headers.UserAgent.ToString()) ?? "unknown", subresource);

    /// <summary>The name that a request gives; null if it gives none.</summary>
    /// <exception cref="StatusException">422: it cannot be one.</exception>
    public static string? Named(HttpRequest request)
    {
        if (request.Text("fieldManager") is not { } name) return null;
        if (Encoding.UTF8.GetByteCount(name) > MaxLength)
            throw Invalid(request, new StatusCause
            {
                Reason = "FieldValueTooLong",
                Field = "fieldManager",
                Message = $"Too long: may not be more than {MaxLength} bytes",
            });
        if (!name.EnumerateRunes().All(IsPrintable))
            throw Invalid(request, StatusCause.Invalid("fieldManager", name, "should only contain printable characters"));
        return name;
    }

    /// <summary>422: an option of the request is not right.</summary>
    public static StatusException Invalid(HttpRequest request, StatusCause cause) => new(Status.InvalidOptions(
        HttpMethods.IsPost(request.Method) ? "CreateOptions" : HttpMethods.IsPut(request.Method) ? "UpdateOptions" : "PatchOptions", cause));

    private static string? Program(string userAgent)
    {
        var name = new StringBuilder();
        foreach (var rune in userAgent.Split('/')[0].EnumerateRunes())
        {
            if (!IsPrintable(rune)) continue;
            if (name.Length + rune.Utf8SequenceLength > MaxLength) break;
            name.Append(rune);
        }

        return name.Length == 0 ? null : name.ToString();
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
