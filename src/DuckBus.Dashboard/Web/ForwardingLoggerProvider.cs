using Microsoft.Extensions.Logging;

namespace DuckBus.Dashboard.Web;

/// <summary>Gives the web host's log lines to the logs of the process.</summary>
internal sealed class ForwardingLoggerProvider(ILoggerFactory logs) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => logs.CreateLogger(categoryName);

    public void Dispose()
    {
        // The logs are not ours.
    }
}
