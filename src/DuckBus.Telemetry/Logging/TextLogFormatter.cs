using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DuckBus.Telemetry.Logging;

/// <summary>Lines for people, readable on a projector: <c>14:23:15.123  scheduler      SCHEDULE: default/web → node-1</c>.</summary>
internal sealed class TextLogFormatter(TimeProvider time, bool colours, bool stackTraces) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "duckbus-text";
    private const int PartWidth = 14;
    private const string Dim = "\e[2m";
    private const string Reset = "\e[0m";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var now = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var part = ShortName(logEntry.Category);

        textWriter.Write(Coloured(Dim, now));
        textWriter.Write("  ");
        textWriter.Write(Coloured(PartColour.Of(part), part.PadRight(PartWidth)));
        textWriter.Write(' ');
        textWriter.Write(Coloured(LevelColour(logEntry.LogLevel), OneLine(Marked(logEntry.LogLevel, message) + Cause(logEntry.Exception))));
        textWriter.Write('\n');
        if (stackTraces && logEntry.Exception is not null)
            textWriter.WriteLine(logEntry.Exception.ToString());
    }

    /// <summary>The part as it is; of a framework's category the last word.</summary>
    internal static string ShortName(string category) => category[(category.LastIndexOf('.') + 1)..];

    /// <summary>The message with a mark in front if it is a warning or worse and has none yet.</summary>
    internal static string Marked(LogLevel level, string message)
    {
        var mark = level switch
        {
            LogLevel.Warning => "⚠ ",
            LogLevel.Error or LogLevel.Critical => "✗ ",
            _ => "",
        };
        return message.StartsWith(mark, StringComparison.Ordinal) ? message : mark + message;
    }

    /// <summary>What others' words may contain must neither break the line nor steer the terminal.</summary>
    internal static string OneLine(string message) =>
        message.Any(char.IsControl) ? string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)) : message;

    private static string Cause(Exception? exception) =>
        exception is null ? "" : $": {exception.GetType().Name}: {exception.Message}";

    private static string LevelColour(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => Dim,
        LogLevel.Warning => "\e[33m",
        LogLevel.Error or LogLevel.Critical => "\e[31m",
        _ => "",
    };

    private string Coloured(string colour, string text) => colours && colour.Length > 0 ? colour + text + Reset : text;
}
