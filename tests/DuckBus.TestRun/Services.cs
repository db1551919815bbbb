using DuckBus.Testing;

namespace DuckBus.TestRun;

/// <summary>The servers that all test assemblies share, announced to them through the environment.</summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly PostgresServer postgres;
    private readonly RabbitMqServer rabbit;
    private readonly DockerEngine docker;

    private Services(PostgresServer postgres, RabbitMqServer rabbit, DockerEngine docker)
    {
        this.postgres = postgres;
        this.rabbit = rabbit;
        this.docker = docker;
        Environment.SetEnvironmentVariable("DUCKBUS_TEST_POSTGRES", postgres.ConnectionString);
        Environment.SetEnvironmentVariable("DUCKBUS_TEST_RABBITMQ", rabbit.Uri.OriginalString);
        Environment.SetEnvironmentVariable("DOCKER_HOST", docker.Endpoint.OriginalString);
    }

    /// <summary>Starts what the environment does not give.</summary>
    public static async Task<Services> StartAsync(CancellationToken cancellation)
    {
        var (postgres, rabbit, docker) = (PostgresServer.SharedAsync(), RabbitMqServer.SharedAsync(), DockerEngine.SharedAsync());
        await Task.WhenAll(postgres, rabbit, docker).WaitAsync(cancellation);
        return new Services(await postgres, await rabbit, await docker);
    }

    /// <inheritdoc />
    public override string ToString() => $"PostgreSQL, RabbitMQ, Docker at {docker.Endpoint.OriginalString}";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await docker.DisposeAsync();
        await rabbit.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
