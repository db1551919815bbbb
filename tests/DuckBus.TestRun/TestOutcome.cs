using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace DuckBus.TestRun;

/// <summary>How the tests of one assembly went.</summary>
internal sealed record TestOutcome(string Name, int Passed, int Skipped, IReadOnlyList<string> Failures, TimeSpan Took)
{
    /// <summary>Reads the report that the assembly wrote.</summary>
    public static TestOutcome Read(string name, string report, string log, int exitCode, TimeSpan took)
    {
        if (TryLoad(report) is not { } assembly) return Crashed(name, log, $"ended with exit code {exitCode} and no report", took);

        var outcome = new TestOutcome(name, Count(assembly, "passed"), Count(assembly, "skipped") + Count(assembly, "not-run"), Failed(assembly), took);
        return exitCode == 0 || outcome.Failures.Count > 0 ? outcome : outcome with { Failures = [Crash(log, $"ended with exit code {exitCode}")] };
    }

    /// <summary>The assembly did not come to its end; that counts as one failure.</summary>
    public static TestOutcome Crashed(string name, string log, string how, TimeSpan took) => new(name, 0, 0, [Crash(log, how)], took);

    /// <summary>A line for each failure: whoever sees only the last 1,500 characters of a long log learns what failed, and why if it is not much.</summary>
    public static IEnumerable<string> Headlines(IReadOnlyList<TestOutcome> outcomes)
    {
        var failures = outcomes.SelectMany(outcome => outcome.Failures).ToList();
        var length = Math.Clamp(1200 / Math.Max(failures.Count, 1), 160, 800);
        return failures.Select(failure => Headline(failure.Split('\n'), length));
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var line = $"{(Failures.Count > 0 ? '✗' : Passed > 0 ? '✓' : '·')} {Name,-30} {Passed,5} passed";
        if (Failures.Count > 0) line += $", {Failures.Count} failed";
        if (Skipped > 0) line += $", {Skipped} skipped";
        line += $"  {Took.TotalSeconds:0.0} s";
        return string.Join('\n', [line, .. Failures.Select(failure => Indent(failure))]);
    }

    private static List<string> Failed(XElement assembly)
    {
        var tests = assembly.Descendants("test").Where(test => (string?)test.Attribute("result") == "Fail")
            .Select(test => Describe((string?)test.Attribute("name") ?? "?", test));
        var errors = assembly.Element("errors")?.Elements("error")
            .Select(error => Describe($"{(string?)error.Attribute("type")} {(string?)error.Attribute("name")}", error));
        return [.. tests, .. errors ?? []];
    }

    private static string Describe(string name, XElement test)
    {
        var failure = test.Element("failure");
        var stack = ((string?)failure?.Element("stack-trace") ?? "").Split('\n').Where(line => line.Contains(".cs:", StringComparison.Ordinal)).Take(4);
        return string.Join('\n', [name, ((string?)failure?.Element("message") ?? "").Trim(), .. stack.Select(line => line.Trim())]);
    }

    private static string Crash(string log, string how) =>
        string.Join('\n', [how, .. File.Exists(log) ? LastWords(log) : []]);

    private static IEnumerable<string> LastWords(string log) =>
        File.ReadLines(log).Where(line => !line.TrimStart().StartsWith("at ", StringComparison.Ordinal)).TakeLast(15);

    private static string Headline(string[] lines, int length)
    {
        var name = Shortened(lines[0].Replace("DuckBus.", "", StringComparison.Ordinal), 80);
        var why = string.Join(' ', lines.Skip(1).Select(line => line.Trim()));
        return Shortened($"✗ {name}: {WithoutType(why)}", length);
    }

    private static string WithoutType(string message) =>
        message.IndexOf(" : ", StringComparison.Ordinal) is > 0 and var end && !message[..end].Contains(' ') ? message[(end + 3)..] : message;

    private static string Shortened(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static string Indent(string text) => "    " + text.Replace("\n", "\n      ", StringComparison.Ordinal) + "\n";

    private static int Count(XElement assembly, string what) =>
        int.TryParse((string?)assembly.Attribute(what), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static XElement? TryLoad(string report)
    {
        try
        {
            return XDocument.Load(report).Root?.Element("assembly");
        }
        catch (Exception error) when (error is IOException or XmlException)
        {
            return null;
        }
    }
}
