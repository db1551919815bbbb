using Microsoft.Extensions.Hosting;

namespace DuckBus.Dashboard.Web;

/// <summary>A part is stopped by whoever started it; signals are not its business.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
