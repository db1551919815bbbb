using System.Globalization;
using System.Text;

namespace DuckBus.Telemetry.Prometheus;

/// <summary>Writes Prometheus' text format 0.0.4.</summary>
internal sealed class PrometheusText
{
    /// <summary>The media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>An instrument's name as Prometheus wants it: letters, digits and underscores, counters with <c>_total</c>.</summary>
    public static string MetricName(string instrument, MetricType type)
    {
        var name = Identifier(instrument);
        return type == MetricType.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Tags as labels, sorted by name, without braces: <c>kind="pods",trigger="event"</c>.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
            labels[Identifier(key)] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return string.Join(',', labels.Select(label => $"{label.Key}=\"{EscapeLabel(label.Value)}\""));
    }

    /// <summary>The two lines above a metric's values.</summary>
    public void Header(string name, string help, MetricType type)
    {
        var escaped = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        text.Append("# HELP ").Append(name).Append(' ').Append(escaped).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(TypeName(type)).Append('\n');
    }

    /// <summary>The values of a metric, with the part in front of the labels.</summary>
    public void Family(MetricFamily family, string part) => family.ForEach((labels, series) =>
    {
        var all = $"part=\"{EscapeLabel(part)}\"" + (labels.Length == 0 ? "" : "," + labels);
        if (family.Type == MetricType.Histogram)
            Histogram(family, series, all);
        else
            Sample(family.Name, all, series.Value);
    });

    /// <summary>One value.</summary>
    public void Sample(string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <inheritdoc />
    public override string ToString() => text.ToString();

    private void Histogram(MetricFamily family, Series series, string labels)
    {
        var count = 0L;
        for (var i = 0; i <= family.Bounds.Count; i++)
        {
            count += series.Buckets[i];
            var bound = i < family.Bounds.Count ? family.Bounds[i] : double.PositiveInfinity;
            Sample(family.Name + "_bucket", $"{labels},le=\"{Number(bound)}\"", count);
        }

        Sample(family.Name + "_sum", labels, series.Value);
        Sample(family.Name + "_count", labels, count);
    }

    private static string TypeName(MetricType type) => type switch
    {
        MetricType.Counter => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Identifier(string name)
    {
        var valid = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return valid.Length > 0 && !char.IsAsciiDigit(valid[0]) ? valid : "_" + valid;
    }

    private static string EscapeLabel(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
