using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>Takes log lines, so that a test can say what the audience sees.</summary>
internal sealed class LogLines : ILoggerProvider, ILoggerFactory
{
    public ConcurrentQueue<string> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Writer(All);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public bool Has(string text) => All.Any(line => line.Contains(text, StringComparison.Ordinal));

    public override string ToString() => string.Join('\n', All);

    private sealed class Writer(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
