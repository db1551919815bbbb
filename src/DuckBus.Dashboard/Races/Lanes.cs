using System.Text.Json;

namespace DuckBus.Dashboard.Races;

/// <summary>Reads what clusters of both kinds answer, and keeps the time. Pure.</summary>
public static class Lanes
{
    /// <summary>The containers in an answer: a list of pods for a declarative cluster, of lines for an imperative one.</summary>
    public static IReadOnlyList<LaneSquare> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var list = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement : document.RootElement.GetProperty("items");
        return [.. list.EnumerateArray().SelectMany(Squares)];
    }

    /// <summary>The lane after an answer. The clock runs while something is missing, and stands when all is there.</summary>
    /// <param name="before">The lane before; null at the start.</param>
    /// <param name="name">The runner.</param>
    /// <param name="squares">What it says; null if it did not answer.</param>
    /// <param name="trouble">Why it did not answer.</param>
    /// <param name="passed">The time since the lane before.</param>
    public static Lane After(Lane? before, string name, IReadOnlyList<LaneSquare>? squares, string? trouble, TimeSpan passed)
    {
        var shown = squares ?? before?.Squares ?? [];
        var up = shown.Count(square => square.IsUp);
        var done = squares is not null && up == shown.Count;
        var since = before is null ? TimeSpan.Zero : done ? before.Since : before.Done ? passed : before.Since + passed;
        return new Lane(name, shown, trouble, shown.Count, up, since, done);
    }

    private static IEnumerable<LaneSquare> Squares(JsonElement line)
    {
        var name = Text(line, "name") ?? "";
        if (!line.TryGetProperty("pods", out var pods))
        {
            // What an imperative cluster believes is not changed by an accident; what its nodes see when they are asked is.
            var seen = Text(line, "seen") ?? Text(line, "state") ?? "";
            return [new LaneSquare(name, Text(line, "node"), seen, IsUp(seen))];
        }

        var squares = pods.EnumerateArray()
            .Select(pod => new LaneSquare(name, Text(pod, "node"), Text(pod, "state") ?? "", IsUp(Text(pod, "state"))))
            .Where(square => square.State != "Terminating").ToList();
        var missing = line.TryGetProperty("replicas", out var replicas) ? replicas.GetInt32() - squares.Count : 0;
        return squares.Concat(Enumerable.Repeat(new LaneSquare(name, null, "missing", false), Math.Max(0, missing)));
    }

    private static bool IsUp(string? state) => string.Equals(state, "running", StringComparison.OrdinalIgnoreCase);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
