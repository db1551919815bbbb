using System.Globalization;

namespace DuckBus.Client.Api;

/// <summary>Which objects to list or watch.</summary>
/// <param name="Namespace">One namespace, or null for all.</param>
/// <param name="LabelSelector">Such as <c>app=web,tier!=db</c>, or null.</param>
/// <param name="FieldSelector">Such as <c>spec.nodeName=node-1</c>, or null.</param>
/// <param name="ResourceVersion">Null for the latest; <c>0</c> for whatever the server has in memory, without asking the store.</param>
/// <param name="TimeoutSeconds">After how many seconds the server ends a watch; null for when it likes.</param>
public sealed record ListOptions(
    string? Namespace = null, string? LabelSelector = null, string? FieldSelector = null, string? ResourceVersion = null, int? TimeoutSeconds = null)
{
    /// <summary>The options as the query of a URL, with further parameters; empty if there is none.</summary>
    internal string Query(params IEnumerable<string> more)
    {
        var parts = more
            .Concat(Part("labelSelector", LabelSelector))
            .Concat(Part("fieldSelector", FieldSelector))
            .Concat(Part("resourceVersion", ResourceVersion))
            .Concat(Part("timeoutSeconds", TimeoutSeconds?.ToString(CultureInfo.InvariantCulture)));
        var query = string.Join('&', parts);
        return query.Length == 0 ? "" : "?" + query;
    }

    private static IEnumerable<string> Part(string name, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [$"{name}={Uri.EscapeDataString(value)}"];
}
