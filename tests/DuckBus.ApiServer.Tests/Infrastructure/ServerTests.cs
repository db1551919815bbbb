namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>Tests that have a server of their own.</summary>
public abstract class ServerTests : IAsyncLifetime
{
    protected TestServer Server { get; private set; } = null!;

    protected virtual ApiServerOptions Options => new();

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(Options);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
