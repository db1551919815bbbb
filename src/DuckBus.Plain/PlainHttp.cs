using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Plain;

/// <summary>Bodies in and out. Answers are lines, since people read them as curl prints them.</summary>
public static class PlainHttp
{
    private static readonly JsonSerializerOptions Strict =
        new(ModelJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The object in the body.</summary>
    /// <exception cref="StatusException">400: it cannot be read; 422: it has a field that does not exist.</exception>
    public static async Task<T> ReadAsync<T>(this HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        try
        {
            return JsonSerializer.Deserialize<T>(body.ToArray(), Strict) ?? throw new JsonException("an object was expected, not null.");
        }
        catch (JsonException e)
        {
            var field = e.Path?.TrimStart('$', '.') ?? "";
            throw new StatusException(e.Message.Contains("could not be mapped", StringComparison.Ordinal)
                ? PlainStatus.Invalid(null, [StatusCause.NotSupported(field, field, Fields(typeof(T)))])
                : Status.BadRequest($"the body must be JSON such as {{\"name\": \"nginx\"}}: {e.Message.Split(". Path")[0].Split(" Path:")[0]}"));
        }
    }

    /// <summary>Answers with an object on one line.</summary>
    public static Task AnswerAsync<T>(this HttpContext http, int code, T answer)
        where T : class => WriteAsync(http, code, Line(answer) + "\n");

    /// <summary>Answers with a list, one line each.</summary>
    public static Task AnswerAsync<T>(this HttpContext http, int code, IReadOnlyList<T> answer)
        where T : class =>
        WriteAsync(http, code, answer.Count == 0 ? "[]\n" : $"[\n  {string.Join(",\n  ", answer.Select(Line))}\n]\n");

    /// <summary>Answers with a refusal.</summary>
    public static Task AnswerAsync(this HttpContext http, Status refusal)
    {
        if (http.Response.HasStarted) return Task.CompletedTask;
        http.Response.Clear();
        return WriteAsync(http, refusal.Code ?? 500, Line(refusal) + "\n");
    }

    private static string Line(object value) => Encoding.UTF8.GetString(ModelJson.Write(value));

    private static IEnumerable<string> Fields(Type type) => type.GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    private static Task WriteAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
