using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DuckBus.Telemetry.Tests.Logging;

/// <summary>Writes log lines through a formatter, and gives them back.</summary>
internal sealed class LogLines(ConsoleFormatter formatter, string category) : ILogger
{
    public string Text { get; private set; } = "";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> write)
    {
        using var line = new StringWriter();
        formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, write), scopeProvider: null, line);
        Text += line;
    }
}
