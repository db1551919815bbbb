using System.Globalization;

namespace DuckBus.Monolith;

/// <summary>Shows each turn of the loop, step by step.</summary>
/// <param name="writer">Where to.</param>
/// <param name="words">In which language.</param>
/// <param name="time">The clock.</param>
public sealed class TickLog(TextWriter writer, TickWords words, TimeProvider time)
{
    private static readonly string Rule = new('=', 70);
    private int failures;

    /// <summary>A turn begins, with its first step.</summary>
    public void Observe()
    {
        failures = 0;
        Line(Rule);
        Line("TICK - " + time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        Line(Rule);
        Step(1);
    }

    /// <summary>What runs on a node; null for one that does not answer.</summary>
    public void Seen(string node, IReadOnlyList<string>? running) => Line(running switch
    {
        null => $"  ✗ {node}: {words.Silent}",
        [] => $"  - {node}: {words.Empty}",
        _ => $"  ✓ {node}: {string.Join(", ", running)}",
    });

    /// <summary>How much runs in all.</summary>
    public void Observed(int containers, int nodes) => Line("   → " + words.Running(containers, nodes));

    /// <summary>The second step.</summary>
    public void Fetch() => Step(2);

    /// <summary>How much should run.</summary>
    public void Fetched(int containers) => Line("   → " + words.Declared(containers));

    /// <summary>The third step.</summary>
    public void CleanUp() => Step(3);

    /// <summary>A container's node is dead.</summary>
    /// <param name="container">The container.</param>
    /// <param name="node">The node.</param>
    /// <param name="done">Whether it was taken from the node: not if nobody wants it any more.</param>
    public void Homeless(string container, string node, bool done)
    {
        if (done) Line("  ✗ " + words.Homeless(container, node));
    }

    /// <summary>The fourth step.</summary>
    public void Schedule() => Step(4);

    /// <summary>A container got a node.</summary>
    /// <param name="container">The container.</param>
    /// <param name="node">The node.</param>
    /// <param name="done">Whether it was given to it: not if nobody wants it any more.</param>
    public void Scheduled(string container, string node, bool done)
    {
        if (done) Line($"  SCHEDULE: {container} → {node}");
    }

    /// <summary>The fifth step.</summary>
    public void Reconcile() => Step(5);

    /// <summary>A container is stopped that nobody declared for that node.</summary>
    /// <returns>The same in words.</returns>
    public string Stop(string container, string node) => Act("◼ STOP", container, node);

    /// <summary>A container is started that is missing.</summary>
    /// <returns>The same in words.</returns>
    public string Start(string container, string node) => Act("▶ START", container, node);

    /// <summary>Something did not work.</summary>
    public void Failed(string what, string why)
    {
        failures++;
        Line($"  ✗ {what}: {why}");
    }

    /// <summary>The turn is over.</summary>
    public void Done(int alive)
    {
        Line(alive == 0 ? "⚠ " + words.NoNode : failures > 0 ? "⚠ " + words.Failed(failures) : "✅ " + words.Converged);
        writer.Flush();
    }

    private string Act(string verb, string container, string node)
    {
        var what = $"{verb}: {words.On(container, node)}";
        Line("  " + what);
        return what;
    }

    private void Step(int number) => Line($"{number}. {words.Steps[number - 1]}");

    private void Line(string text) => writer.WriteLine(text);
}
