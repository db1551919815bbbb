namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>Makes the options of calls.</summary>
internal static class RandomQuery
{
    private static readonly (string Name, Func<Random, string> Value)[] Options =
    [
        ("limit", random => random.Number().ToString()),
        ("continue", random => random.Text()),
        ("resourceVersion", random => random.Once(20) ? random.Number().ToString() : random.Of("0", "1", "7", "-1", "x")), // One from the future takes seconds.
        ("resourceVersionMatch", random => random.Of("Exact", "NotOlderThan", "Newest")),
        ("sendInitialEvents", random => random.Of("true", "false", "maybe")),
        ("allowWatchBookmarks", random => random.Of("true", "false", "1")),
        ("timeoutSeconds", random => random.Number().ToString()),
        ("watch", random => random.Of("true", "1", "false", "yes")),
        ("dryRun", random => random.Of("All", "All", "None", "")),
        ("fieldValidation", random => random.Of("Strict", "Warn", "Ignore", "Loose")),
        ("fieldManager", random => random.Of("fuzz", "kubectl", random.Text())),
        ("force", random => random.Of("true", "false", "yes")),
        ("gracePeriodSeconds", random => random.Number().ToString()),
        ("propagationPolicy", random => random.Of("Background", "Foreground", "Orphan", "None")),
        ("orphanDependents", random => random.Of("true", "false", "x")),
        ("includeObject", random => random.Of("None", "Metadata", "Object", "All")),
        ("pretty", random => random.Of("true", "x")),
        ("labelSelector", Labels),
        ("fieldSelector", random => random.Of(
            "metadata.name=web", "metadata.namespace!=default", "spec.nodeName=", "status.phase=Running", "spec.nope=1", "metadata.name", "=", ",", random.Text())),
        ("container", random => random.Of("c", "x", random.Text())),
        ("tailLines", random => random.Number().ToString()),
        ("sinceTime", random => random.Of("2026-01-02T03:04:05Z", random.Text())),
        ("command", random => random.Text()),
        ("stdout", random => random.Of("true", "x")),
        ("ports", random => random.Number().ToString()),
        ("follow", random => random.Of("true", "false")),
    ];

    /// <summary>A query, without its question mark; often none.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="always">An option that must be there.</param>
    public static string Of(Random random, string? always = null)
    {
        var parts = Enumerable.Range(0, random.Of(0, 0, 1, 2, 4)).Select(_ => Option(random));
        return string.Join('&', always is null ? parts : parts.Append(always));
    }

    private static string Option(Random random)
    {
        var (name, value) = random.Of(Options);
        var text = value(random);
        return random.Once(40) ? $"{name}={random.Of("%", "%zz", "%ff%fe", "a%00b", "=", "&&")}" : $"{name}={Uri.EscapeDataString(text)}";
    }

    private static string Labels(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Of(
        "app", "=", "==", "!=", "!", " in ", " notin ", "(", ")", "web", ",", "app=web", "a.b/c", "(a,b)", random.Text())));
}
