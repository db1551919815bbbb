using System.Text;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>Choices by chance.</summary>
internal static class Chance
{
    /// <summary>Texts that have broken programs before, and plain ones.</summary>
    private static readonly string[] Texts =
    [
        "a", "web", "default", "x-1", "TCP", "Always", "100m", "1Gi", "25%", "80", "http", "2026-01-02T03:04:05Z", "10.96.0.9", "app=web", "/tmp", "0", "-1", "true",
        "null", "", " ", "\t", "\n", "é", "🦆", "\u0000", "\u202e", "\ufeff", "\"", "\\", "'", "a/b", "../..", "%s", "{}", "[]", "$patch", "~1~0", "-", ".", "*",
        "a.b", "A", "_", "kubernetes", "kube-system", "9223372036854775808", "1e400", "NaN", "0x10", "!!binary x", "&a", "$(X)", "x" + new string('y', 300),
    ];

    public static T Of<T>(this Random random, params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>True once in so many times.</summary>
    public static bool Once(this Random random, int times) => random.Next(times) == 0;

    /// <summary>Some text: one that means something, or one that is likely to break something.</summary>
    public static string Text(this Random random) => random.Once(8)
        ? string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => new Rune(random.Of(random.Next(32, 127), random.Next(0x80, 0xd7ff), random.Next(0x10000, 0x1ffff)))))
        : random.Of(Texts);

    /// <summary>A whole number: small, at an edge, or any.</summary>
    public static long Number(this Random random) =>
        random.Of(0, 1, 2, 80, 443, 65535, 65536, -1, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, random.Next(10), random.NextInt64());

    /// <summary>One of the few names that objects have here, so that calls meet.</summary>
    public static string Name(this Random random) => random.Of("web", "web", "a", "default");
}
