using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Networking;

namespace DuckBus.ApiServer.Tables;

/// <summary>Texts that several kinds show.</summary>
internal static class CellText
{
    /// <summary>What stands for nothing.</summary>
    public const string None = "<none>";

    /// <summary>How many entries of a list are shown.</summary>
    private const int Shown = 3;

    /// <summary>The text, or <c>&lt;none&gt;</c>.</summary>
    public static string OrNone(this string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>The names of containers, and their images.</summary>
    public static (string Names, string Images) Of(IReadOnlyList<Container> containers) =>
        (string.Join(',', containers.Select(container => container.Name)), string.Join(',', containers.Select(container => container.Image)));

    /// <summary>Labels as <c>a=b,c=d</c>, in order.</summary>
    public static string Of(IReadOnlyDictionary<string, string>? labels) =>
        labels is null or { Count: 0 } ? None : string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    /// <summary>A selector as <c>a=b,c in (d,e),!f</c>, in order.</summary>
    public static string Of(LabelSelector? selector)
    {
        var labels = selector?.MatchLabels?.Select(label => (label.Key, Text: $"{label.Key}={label.Value}")) ?? [];
        var expressions = selector?.MatchExpressions?.Select(expression => (expression.Key, Text: Of(expression))) ?? [];
        return string.Join(',', labels.Concat(expressions).OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => term.Text)).OrNone();
    }

    /// <summary>The first three entries, and how many there are besides: <c>a,b,c + 2 more...</c></summary>
    public static string FirstOf(IReadOnlyList<string> entries, string none) => entries.Count switch
    {
        0 => none,
        <= Shown => string.Join(',', entries),
        _ => $"{string.Join(',', entries.Take(Shown))} + {entries.Count - Shown} more...",
    };

    /// <summary>An object as <c>services/default/web</c>, with its group if it has one.</summary>
    public static string Of(ParentReference? parent)
    {
        if (parent is null) return None;
        var resource = string.IsNullOrEmpty(parent.Group) ? parent.Resource : $"{parent.Resource}.{parent.Group}";
        return string.Join('/', new[] { resource, parent.Namespace, parent.Name }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string Of(LabelSelectorRequirement expression)
    {
        var values = string.Join(',', (expression.Values ?? []).Order(StringComparer.Ordinal));
        return expression.Operator switch
        {
            "In" => $"{expression.Key} in ({values})",
            "NotIn" => $"{expression.Key} notin ({values})",
            "DoesNotExist" => $"!{expression.Key}",
            _ => expression.Key,
        };
    }
}
