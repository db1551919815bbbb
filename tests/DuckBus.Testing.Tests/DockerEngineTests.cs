using System.Net.Sockets;

namespace DuckBus.Testing.Tests;

public sealed class DockerEngineTests
{
    [Fact]
    public async Task A_killed_engine_starts_again_although_the_number_of_its_containerd_is_another_process_now()
    {
        await using var engine = await DockerEngine.StartAsync(network: false);
        var pidFile = Path.Combine(Path.GetDirectoryName(engine.Endpoint.AbsolutePath)!, "exec", "containerd", "containerd.pid");
        File.Exists(pidFile).ShouldBeTrue();
        await engine.KillAsync();
        await File.WriteAllTextAsync(pidFile, "1");

        await engine.StartAgainAsync();

        (await engine.DockerAsync("version", "--format", "{{.Server.Version}}")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_private_engine_answers_on_its_own_socket_and_leaves_nothing()
    {
        string socket;
        await using (var engine = await DockerEngine.StartAsync(network: false))
        {
            socket = engine.Endpoint.AbsolutePath;
            (await GetAsync(socket, "/_ping")).ShouldStartWith("HTTP/1.0 200");
        }

        Directory.Exists(Path.GetDirectoryName(socket)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_shared_engine_answers()
    {
        var engine = await DockerEngine.SharedAsync();
        engine.Endpoint.Scheme.ShouldBeOneOf("unix", "tcp", "http");
    }

    private static async Task<string> GetAsync(string socket, string path)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await using var stream = new NetworkStream(client);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: docker\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
