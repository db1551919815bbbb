using System.Net;
using System.Net.Sockets;
using System.Text;
using DuckBus.Kubelet.Docker;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Runtime;

public sealed class DockerEndpointTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-socket-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("tcp://127.0.0.1:2375", "", false, "tcp://127.0.0.1:2375")]
    [InlineData(null, "/var/run/docker.sock /run/user/7/docker.sock", false, "unix:///var/run/docker.sock")]
    [InlineData(null, "/home/u/.docker/run/docker.sock /run/user/7/docker.sock", false, "unix:///home/u/.docker/run/docker.sock")]
    [InlineData(null, "/run/user/7/docker.sock", false, "unix:///run/user/7/docker.sock")]
    [InlineData(null, "", false, "unix:///var/run/docker.sock")]
    [InlineData(null, "", true, "npipe:////./pipe/docker_engine")]
    public void The_engine_is_where_the_environment_says_or_where_a_socket_is(string? host, string sockets, bool windows, string expected)
    {
        var variables = new Dictionary<string, string?> { ["DOCKER_HOST"] = host, ["HOME"] = "/home/u", ["XDG_RUNTIME_DIR"] = "/run/user/7" };
        DockerEndpoint.Choose(variables.GetValueOrDefault, sockets.Split(' ').Contains, windows).Address.ShouldBe(expected);
    }

    [Theory]
    [InlineData("ssh://host")]
    [InlineData("docker.sock")]
    [InlineData("tcp://")]
    [InlineData("unix://relative")]
    public void An_address_of_another_kind_is_refused_with_the_kinds_that_there_are(string address) =>
        Should.Throw<DockerException>(() => DockerEndpoint.Parse(address)).Message.ShouldContain("unix:///path, tcp://host:port or npipe:");

    [Theory]
    [InlineData("1.12", "1.41", "1.41")]
    [InlineData("1.12", "1.38", "1.38")]
    [InlineData("1.24", "1.51", "1.41")]
    [InlineData("1.44", "1.52", "1.44")]
    public void Old_and_new_engines_are_met_half_way(string lowest, string highest, string agreed) =>
        DockerConnection.Agree(Version.Parse(lowest), Version.Parse(highest)).ShouldBe(Version.Parse(agreed));

    [Fact]
    public async Task An_engine_that_answers_is_available()
    {
        var endpoint = DockerEndpoint.Parse((await DockerEngine.SharedAsync()).Endpoint.OriginalString);
        var probe = await DockerProbe.RunAsync(endpoint, TimeProvider.System, Token);
        probe.Available.ShouldBeTrue();
        probe.Why.ShouldBe($"Docker {probe.Version} answers at {endpoint}");
    }

    [Fact]
    public async Task A_socket_that_is_not_there_asks_for_an_engine() =>
        (await WhyAsync($"unix://{directory}/docker.sock")).ShouldBe(
            $"No Docker engine: {directory}/docker.sock is not there. Install and start Docker, or set DOCKER_HOST to where an engine listens");

    [Fact]
    public async Task A_socket_without_a_listener_asks_to_start_the_engine()
    {
        // What an engine that was killed leaves: a file that nobody listens on.
        await File.WriteAllTextAsync(directory + "/docker.sock", "");
        (await WhyAsync($"unix://{directory}/docker.sock")).ShouldStartWith($"The Docker engine at {directory}/docker.sock does not answer (Connection refused");
        var away = await WhyAsync($"tcp://127.0.0.1:{FreePort.Next()}");
        away.ShouldContain("does not answer (Connection refused");
        away.ShouldNotContain("systemctl", customMessage: "it may be on another machine");
    }

    [Fact]
    public void A_socket_without_permission_tells_how_to_get_it() =>
        // The kernel lets root connect to anything, so the refusal itself cannot be provoked by tests that run as root.
        EngineTrouble.From(DockerEndpoint.Parse("unix:///s"), new HttpRequestException("x", new SocketException((int)SocketError.AccessDenied)))
            .Message.ShouldBe("No permission to use the Docker engine at /s. Join its group (sudo usermod -aG docker $USER) and log in again, or use sudo");

    [Fact]
    public async Task An_engine_that_hangs_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var why = await WhyAsync($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        why.ShouldContain("has not answered GET /version for 3 s");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nhello")]
    [InlineData("not HTTP\r\n\r\n")]
    public async Task Something_else_than_an_engine_is_not_available(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answer);
        (await WhyAsync($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}")).ShouldNotBeEmpty();
        await serving;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> WhyAsync(string address)
    {
        var probe = await DockerProbe.RunAsync(DockerEndpoint.Parse(address), TimeProvider.System, Token);
        probe.Available.ShouldBeFalse();
        probe.Why.ShouldNotContain('\n');
        return probe.Why;
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096], Token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Token);
    }
}
