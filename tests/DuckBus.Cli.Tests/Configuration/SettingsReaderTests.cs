using System.Collections;
using DuckBus.Client.Informers;
using DuckBus.Configuration;
using DuckBus.Telemetry.Logging;
using Microsoft.Extensions.Configuration;

namespace DuckBus.Cli.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Without_anything_the_defaults_are_those_of_the_stage()
    {
        var settings = Read();
        settings.ShouldBe(new Settings());
        settings.ListenUrls.ShouldBe("http://localhost:8081;https://localhost:6443");
        settings.UsesPostgres.ShouldBeFalse();
        settings.Timings.ShouldBe(Profile.Stage);
    }

    [Fact]
    public void Variables_are_named_like_the_flags()
    {
        var settings = Read(
            ("DUCKBUS_LOG_FORMAT", "json"), ("DUCKBUS_PROFILE", "kubernetes"), ("DUCKBUS_SYNC", "poll"), ("DUCKBUS_PORT", "9000"),
            ("DUCKBUS_HEALTH_URL", "http://localhost:9101"), ("DUCKBUS_LOG_LEVEL", ""), ("PORT", "1"));
        settings.LogFormat.ShouldBe(LogFormat.Json);
        settings.Timings.NodeGrace.ShouldBe(TimeSpan.FromSeconds(40));
        settings.Sync.ShouldBe(SyncMode.Poll);
        settings.ListenUrls.ShouldBe("http://localhost:9000;https://localhost:9001");
        settings.HealthUrl.ShouldBe("http://localhost:9101");
        settings.LogLevel.ShouldBe(Verbosity.Info);
    }

    [Theory]
    [InlineData("DUCKBUS_PORT", "70000", "--port 70000")]
    [InlineData("DUCKBUS_PORT", "many", "Port")]
    [InlineData("DUCKBUS_PROFILE", "slow", "Profile")]
    [InlineData("DUCKBUS_NODES", "-1", "--nodes -1")]
    [InlineData("DUCKBUS_CLUSTER", "My Cluster", "--cluster 'My Cluster'")]
    [InlineData("DUCKBUS_NODE", "Node_1", "--node 'Node_1'")]
    [InlineData("DUCKBUS_STRATEGY", "best", "--strategy 'best'")]
    [InlineData("DUCKBUS_STORE", "postgres", "--postgres CONNECTION")]
    [InlineData("DUCKBUS_RABBITMQ", "localhost", "--rabbitmq 'localhost'")]
    [InlineData("DUCKBUS_API", "localhost:8081", "--api 'localhost:8081'")]
    [InlineData("DUCKBUS_API", "http://a:1,ftp://b", "--api 'ftp://b'")]
    [InlineData("DUCKBUS_URLS", "8081", "--urls '8081'")]
    [InlineData("DUCKBUS_DASHBOARD_URL", "8082", "--dashboard-url '8082'")]
    [InlineData("DUCKBUS_PUBLIC_API_URL", "8081", "--public-api-url '8081'")]
    [InlineData("DUCKBUS_JAEGER_URL", "jaeger", "--jaeger-url 'jaeger'")]
    [InlineData("DUCKBUS_SERVICE_NODE_PORT_RANGE", "31199-31180", "--service-node-port-range '31199-31180'")]
    [InlineData("DUCKBUS_SERVICE_NODE_PORT_RANGE", "31180", "--service-node-port-range '31180'")]
    [InlineData("DUCKBUS_PLAIN_HTTP_FROM", "172.16.0.0/12,everyone", "--plain-http-from 'everyone'")]
    [InlineData("DUCKBUS_NODE_ADDRESS", "node-1", "--node-address 'node-1'")]
    public void A_value_that_cannot_be_used_is_named(string variable, string value, string named) =>
        Should.Throw<BadSettingsException>(() => Read((variable, value))).Message.ShouldContain(named);

    [Theory]
    [InlineData("DUCKBUS_URLS", "http://*:8081;http://[::]:8082")]
    [InlineData("DUCKBUS_RABBITMQ", "amqp://guest:guest@localhost:5672/")]
    [InlineData("DUCKBUS_NODE", "node-1.example.org")]
    [InlineData("DUCKBUS_DASHBOARD_URL", "off")]
    [InlineData("DUCKBUS_DASHBOARD_URL", "http://0.0.0.0:8082")]
    public void Values_that_can_be_used_are_taken(string variable, string value) => Read((variable, value)).ShouldNotBeNull();

    [Fact]
    public void A_connection_string_alone_means_PostgreSQL()
    {
        Read(("DUCKBUS_POSTGRES", "Host=db")).UsesPostgres.ShouldBeTrue();
        Read(("DUCKBUS_POSTGRES", "Host=db"), ("DUCKBUS_STORE", "embedded")).UsesPostgres.ShouldBeFalse();
    }

    [Fact]
    public void Several_API_servers_are_separated_by_commas() =>
        Read(("DUCKBUS_API", "http://a:8081, http://b:8081/")).ApiServers.Select(uri => uri.AbsoluteUri).ShouldBe(["http://a:8081/", "http://b:8081/"]);

    private static Settings Read(params (string Name, string Value)[] variables)
    {
        var environment = new Hashtable();
        foreach (var (name, value) in variables)
            environment.Add(name, value);
        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(SettingsReader.FromEnvironment(environment)).Build());
    }
}
