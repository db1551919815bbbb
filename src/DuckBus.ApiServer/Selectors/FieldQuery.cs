using System.Text;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Selectors;

/// <summary>A field selector as it stands in a URL: <c>metadata.name=web,status.phase!=Running</c>. Its requirements are ANDed.</summary>
internal sealed record FieldQuery(IReadOnlyList<FieldRequirement> Requirements)
{
    public static FieldQuery Everything { get; } = new([]);

    /// <summary>Whether an object that is selected once is selected as long as it lives: its name and namespace never change.</summary>
    public bool IsFixed => Requirements.All(requirement => requirement.Field is "metadata.name" or "metadata.namespace");

    /// <summary>The one name that can match, if the query names one.</summary>
    public string? Name => Requirements.FirstOrDefault(requirement => requirement is { Field: "metadata.name", Equal: true })?.Value;

    /// <summary>This query, for objects of one name only unless it is null.</summary>
    public FieldQuery Named(string? name) => name is null ? this : new([new FieldRequirement("metadata.name", Equal: true, name), .. Requirements]);

    /// <summary>Whether the fields of the object, as the kind declares them, meet every requirement.</summary>
    public bool Matches(Resource resource, IReadOnlyDictionary<string, Func<Resource, string?>> fields)
    {
        foreach (var requirement in Requirements)
            if (string.Equals(fields[requirement.Field](resource) ?? "", requirement.Value, StringComparison.Ordinal) != requirement.Equal)
                return false;
        return true;
    }

    /// <summary>Reads a selector.</summary>
    /// <param name="text">The text; a backslash takes the special meaning from <c>,</c>, <c>=</c> and <c>\</c>.</param>
    /// <param name="fields">The fields that the kind can be selected by.</param>
    /// <exception cref="FormatException">The text is no selector, or a field is none of those.</exception>
    public static FieldQuery Parse(string text, IEnumerable<string> fields)
    {
        var requirements = new List<FieldRequirement>();
        foreach (var term in Terms(text).Where(term => term.Length > 0))
        {
            var sign = term.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0) throw new FormatException($"unable to parse the field selector \"{text}\": \"{term}\" is none of field=value, field==value, field!=value");
            var equal = term[sign - 1] != '!';
            var field = term[..(equal ? sign : sign - 1)].Trim();
            var value = term[(sign + 1)..];
            if (equal && value.StartsWith('=')) value = value[1..];
            if (!fields.Contains(field, StringComparer.Ordinal))
                throw new FormatException($"field label not supported: {field} (supported: {string.Join(", ", fields)})");
            requirements.Add(new FieldRequirement(field, equal, Unescape(value)));
        }

        return new FieldQuery(requirements);
    }

    private static IEnumerable<string> Terms(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\')) return value;
        var plain = new StringBuilder();
        for (var i = 0; i < value.Length; i++) plain.Append(value[i] == '\\' && i + 1 < value.Length ? value[++i] : value[i]);
        return plain.ToString();
    }
}
