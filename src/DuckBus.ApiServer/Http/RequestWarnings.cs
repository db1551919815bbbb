using System.Text;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Rules;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DuckBus.ApiServer.Http;

/// <summary>Tells the caller something without refusing the request: a <c>Warning: 299 - "…"</c> header, which kubectl prints.</summary>
internal static class RequestWarnings
{
    /// <summary>The length of all warnings together; what is beyond would make the headers too long for clients.</summary>
    private const int TotalLimit = 4096;

    /// <summary>The length of one.</summary>
    private const int ItemLimit = 1024;

    /// <summary>Adds a warning, once.</summary>
    public static void Add(HttpContext http, string text)
    {
        var warning = $"299 - \"{Quotable(text)}\"";
        var given = http.Response.Headers[HeaderNames.Warning];
        if (given.Contains(warning) || given.Sum(other => other?.Length ?? 0) + warning.Length > TotalLimit) return;
        http.Response.Headers.Append(HeaderNames.Warning, warning);
    }

    /// <summary>Adds what the rules of the kind have to say of an object, unless they said it of the object before.</summary>
    /// <param name="http">The request.</param>
    /// <param name="view">The cluster around it.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="before">The object before; null if it is new.</param>
    /// <param name="after">The object.</param>
    public static void AddOf(HttpContext http, CacheView view, ResourceKind kind, Resource? before, Resource after)
    {
        if (ReferenceEquals(before, after)) return;
        if (before is null && after is Service { Spec.Type: not "ExternalName" } && ServiceWarnings.OfNodes(view) is { } unrouted) Add(http, unrouted);
        var rules = KindRules.Of(kind);
        foreach (var warning in rules.Warnings(after).Except(before is null ? [] : rules.Warnings(before), StringComparer.Ordinal)) Add(http, warning);
    }

    private static string Quotable(string text)
    {
        var quotable = new StringBuilder(text.Length);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, ItemLimit)))
            quotable.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or '\x7f' => " ",
                > '\x7f' => "?",
                _ => c.ToString(),
            });
        return quotable.ToString();
    }
}
