using System.Globalization;
using DuckBus.Dashboard.Views;
using DuckBus.Dashboard.Worlds;
using DuckBus.Model.Core;

namespace DuckBus.Dashboard.Stories;

/// <summary>What the feed told about a pod and what the cluster's Events say, in one order. Pure.</summary>
public static class StoryLines
{
    /// <summary>The lines, oldest first.</summary>
    public static IReadOnlyList<StoryLine> Of(IReadOnlyList<Sentence> sentences, IReadOnlyList<Event> events, TimeZoneInfo zone)
    {
        var told = sentences.Select(sentence => Line(sentence.At, Looks.ToneOf(sentence.Tone), sentence.Text, zone));
        var seen = events.Select(seen => Line(
            seen.LastTimestamp ?? seen.FirstTimestamp ?? seen.EventTime ?? default, seen.Type == "Warning" ? Looks.ToneOf(Tone.Bad) : "tone-event",
            $"{seen.Source?.Component ?? seen.ReportingComponent}: {seen.Message}{(seen.Count > 1 ? $" ({seen.Count} times)" : "")}", zone));
        return [.. told.Concat(seen).OrderBy(line => line.At)];
    }

    private static StoryLine Line(DateTimeOffset at, string tone, string text, TimeZoneInfo zone) =>
        new(at, TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture), tone, text);
}
