using System.Globalization;
using DuckBus.Kubelet.Runtime;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Kubelet.Server;

/// <summary>Which part of a container's output is asked for, and in which form: the query of <c>kubectl logs</c>.</summary>
/// <param name="Options">What the runtime is asked for.</param>
/// <param name="Previous">The attempt before the latest.</param>
/// <param name="Timestamps">Each line begins with its time.</param>
/// <param name="LimitBytes">Not more than this; null for all.</param>
internal sealed record LogQuery(LogOptions Options, bool Previous, bool Timestamps, long? LimitBytes)
{
    /// <summary>Reads the query.</summary>
    /// <exception cref="FormatException">A value is not of its type; the message says which.</exception>
    public static LogQuery Read(IQueryCollection query, DateTimeOffset now)
    {
        var since = Number(query, "sinceSeconds") is { } seconds ? now.AddSeconds(-seconds) : Time(query, "sinceTime");
        var tail = Number(query, "tailLines");
        return new LogQuery(
            new LogOptions(Flag(query, "follow"), tail is null ? null : (int)Math.Min(tail.Value, int.MaxValue), since),
            Flag(query, "previous"), Flag(query, "timestamps"), Number(query, "limitBytes"));
    }

    /// <summary>A line as it is sent.</summary>
    public string Format(LogLine line) => Timestamps
        ? $"{line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture)} {line.Text}\n"
        : line.Text + "\n";

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" or "false" or "0" or "False" => false,
        "true" or "1" or "True" => true, // Python writes them with a capital.
        var other => throw new FormatException($"{name}: \"{other}\" is neither true nor false"),
    };

    private static long? Number(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new FormatException($"{name}: \"{text}\" is not a number, 0 or more"),
    };

    private static DateTimeOffset? Time(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        var text => throw new FormatException($"{name}: \"{text}\" is not a time such as 2026-11-21T06:00:00Z"),
    };
}
