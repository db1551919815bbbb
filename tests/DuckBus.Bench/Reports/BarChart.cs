using System.Globalization;
using System.Security;
using System.Text;

namespace DuckBus.Bench.Reports;

/// <summary>
/// Draws the figures of a suite as an SVG: a group of bars for each, DuckBus first, as long as its median, with a line from
/// quartile to quartile. Each group has its own scale. The colours follow the reader's theme.
/// </summary>
public static class BarChart
{
    private const int Width = 760;
    private const int Left = 170;
    private const int Right = 150;
    private const int Bar = 16;
    private const int Step = 21;
    private const int Title = 24;
    private const int Gap = 18;

    private const string Style = """
        <style>
          text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #1f2328; }
          .what { font-weight: 600; font-size: 13px; }
          .soft { fill: #59636e; }
          .paper { fill: #ffffff; }
          .ours { fill: #0969da; }
          .rival { fill: #afb8c1; }
          .spread { stroke: #1f2328; stroke-width: 1.5; }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; }
            .soft { fill: #9198a1; }
            .paper { fill: #0d1117; }
            .ours { fill: #4493f8; }
            .rival { fill: #59636e; }
            .spread { stroke: #e6edf3; }
          }
        </style>
        """;

    /// <summary>The picture.</summary>
    public static string Draw(Suite suite)
    {
        var figures = suite.Figures.Where(figure => figure.Rivals.Count > 0).ToList();
        var height = Gap + figures.Sum(figure => Title + Step * (1 + figure.Rivals.Count) + Gap);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" aria-label=\"{Escape(suite.Title)}\">\n");
        svg.Append(Style).Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"paper\" width=\"{Width}\" height=\"{height}\" rx=\"6\"/>\n");
        var y = Gap;
        foreach (var figure in figures)
        {
            Group(svg, figure, y);
            y += Title + Step * (1 + figure.Rivals.Count) + Gap;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Group(StringBuilder svg, Figure figure, int top)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"what\" x=\"16\" y=\"{top + 12}\">{Escape(figure.What)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"soft\" x=\"{Width - 16}\" y=\"{top + 12}\" text-anchor=\"end\">{(figure.MoreIsBetter ? "longer" : "shorter")} is better</text>\n");
        var all = figure.Rivals.Prepend(new Rival("DuckBus", figure.Ours)).ToList();
        var longest = all.Max(one => Statistics.Quantile(one.Values, 0.75));
        for (var i = 0; i < all.Count; i++) Line(svg, all[i], figure, longest, top + Title + i * Step, i == 0);
    }

    private static void Line(StringBuilder svg, Rival one, Figure figure, double longest, int y, bool ours)
    {
        double At(double value) => Math.Max(1, longest > 0 ? value / longest * (Width - Left - Right) : 1);
        var (median, low, high) = (At(Statistics.Median(one.Values)), At(Statistics.Quantile(one.Values, 0.25)), At(Statistics.Quantile(one.Values, 0.75)));
        var middle = y + Bar / 2;
        var ratio = ours ? "" : $"  {Statistics.Number(figure.Ratio(one))} ×";
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 10}\" y=\"{middle + 4}\" text-anchor=\"end\">{Escape(one.Name)}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(ours ? "ours" : "rival")}\" x=\"{Left}\" y=\"{y}\" width=\"{median:0.#}\" height=\"{Bar}\" rx=\"2\"/>\n");
        if (high - low >= 1) svg.Append(CultureInfo.InvariantCulture, $"<line class=\"spread\" x1=\"{Left + low:0.#}\" x2=\"{Left + high:0.#}\" y1=\"{middle}\" y2=\"{middle}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + Math.Max(median, high) + 8:0.#}\" y=\"{middle + 4}\">{Statistics.Number(Statistics.Median(one.Values))}{(figure.Unit.StartsWith('/') ? "" : " ")}{Escape(figure.Unit)}<tspan class=\"soft\">{ratio}</tspan></text>\n");
    }

    private static string Escape(string text) => SecurityElement.Escape(text);
}
