using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Tests;

/// <summary>What was logged, as <c>Warning: text</c>.</summary>
internal sealed class LogLines : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyList<string> Of(LogLevel level) => [.. lines.Where(line => line.StartsWith($"{level}: ", StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => new Lines(lines);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
