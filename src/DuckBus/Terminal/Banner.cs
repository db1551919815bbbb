using System.Text;

namespace DuckBus.Terminal;

/// <summary>The one screen that a cluster shows when it is ready. Nothing is wrapped, so that every line can be copied.</summary>
internal static class Banner
{
    private const string Bold = "1";
    private const string Yellow = "33;1";
    private const string Cyan = "36";
    private const string Dim = "2";

    /// <summary>The screen as text.</summary>
    /// <param name="facts">What it says.</param>
    /// <param name="colours">Whether escape sequences may be used.</param>
    public static string Text(BannerFacts facts, bool colours)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        string Paint(string colour, string words) => colours ? $"\e[{colour}m{words}\e[0m" : words;
        void Fact(string name, string value, string colour = "0") => Line($"  {Paint(Dim, name.PadRight(12))}{Paint(colour, value)}");
        void Command(string command) => Line($"    {Paint(Cyan, command)}");

        Line();
        Line(Paint(Yellow, "      __"));
        Line(Paint(Yellow, "  ___( o)>") + "   " + Paint(Bold, "DuckBus is ready"));
        Line(Paint(Yellow, @"  \ <_. )") + "    " + $"{facts.Nodes} {(facts.Nodes == 1 ? "node" : "nodes")}, after {facts.Took.TotalSeconds:0.0} s");
        Line(Paint(Yellow, "   `---'"));
        Line();
        if (facts.Dashboard is not null)
            Fact("Dashboard", facts.Dashboard, Bold);
        Fact("API", facts.SecureApi is null ? facts.Api : $"{facts.Api} and {facts.SecureApi}", Bold);
        Fact("Swagger UI", facts.Api + "/swagger", Bold);
        Fact("kubectl", $"export KUBECONFIG={Word(facts.Kubeconfig)}", Bold);
        Fact("Containers", facts.Runtime);
        Fact("State", facts.State);
        Line();
        Line($"  Try first:");
        Command($$"""curl -X POST {{facts.Api}}/api/containers -H "Content-Type: application/json" -d '{"name": "nginx"}'""");
        Command($"curl {facts.Api}/api/containers");
        Command($"kubectl --kubeconfig {Word(facts.Kubeconfig)} get pods");
        Line();
        Line(Paint(Dim, "  Ctrl-C stops it. What you declared is kept, and runs again at the next start."));
        Line();
        return text.ToString();
    }

    /// <summary>A path as a shell takes it: quoted when it has more than harmless characters.</summary>
    private static string Word(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:@".Contains(c, StringComparison.Ordinal))
        ? path
        : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
