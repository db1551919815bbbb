using Microsoft.AspNetCore.Http;
using Mode = DuckBus.ApiServer.Http.Fields.FieldValidation;

namespace DuckBus.ApiServer.Http.Fields;

/// <summary>Reads the mode of a request.</summary>
internal static class FieldValidationExtensions
{
    public static Mode FieldValidation(this HttpRequest request) => request.Text("fieldValidation") switch
    {
        null or "Warn" => Mode.Warn,
        "Strict" => Mode.Strict,
        "Ignore" => Mode.Ignore,
        var text => throw QueryExtensions.Bad("fieldValidation", text, "Ignore, Warn or Strict"),
    };
}
