using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using DuckBus.Gateway;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using DuckBus.Streaming.RemoteCommands;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests.Runtime;

/// <summary>Commands and attached clients on a real engine.</summary>
public sealed class DockerSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly PodIdentity Pod = new("default", "web", "0f3c2b7a-0000-4000-8000-000000000000");

    private readonly string cluster = "x" + Guid.NewGuid().ToString("N")[..8];
    private readonly MemoryStream stdout = new();
    private readonly MemoryStream stderr = new();
    private DockerEndpoint endpoint = null!;
    private DockerRuntime runtime = null!;
    private string sandbox = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Out => Encoding.UTF8.GetString(stdout.ToArray());

    private string Error => Encoding.UTF8.GetString(stderr.ToArray());

    public async ValueTask InitializeAsync()
    {
        endpoint = DockerEndpoint.Parse((await DockerEngine.SharedAsync()).Endpoint.OriginalString);
        await DuckImage.EnsureAsync(endpoint, TimeProvider.System, NullLogger.Instance, Token);
        runtime = new DockerRuntime(endpoint, cluster, ServiceRange.Parse(ServiceRanges.Next()), "node-1", TimeProvider.System, NullLogger.Instance);
        await runtime.PrepareAsync(Token);
        sandbox = await runtime.CreateSandboxAsync(new SandboxSpec(Pod, "web", false, [], new Dictionary<string, string>()), Token);
        await runtime.StartSandboxAsync(sandbox, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await runtime.DisposeAsync();
        await DockerCleaner.CleanAsync(endpoint, cluster, TimeProvider.System, CancellationToken.None);
    }

    [Fact]
    public async Task A_command_has_its_exit_code_and_both_outputs()
    {
        var code = await runtime.ExecAsync(await RunAsync(), ["sh", "-c", "echo out; echo err >&2; exit 3"], Streams(), Token);
        (code, Out, Error).ShouldBe((3, "out\n", "err\n"));
    }

    [Fact]
    public async Task A_command_that_is_not_there_fails_with_126_or_127_and_says_why()
    {
        var code = await runtime.ExecAsync(await RunAsync(), ["nope"], Streams(), Token);
        code.ShouldBeOneOf(126, 127);
        (Out + Error).ShouldContain("\"nope\": executable file not found in $PATH");
    }

    [Fact]
    public async Task The_end_of_the_input_reaches_the_command_and_every_byte_comes_back()
    {
        var sent = RandomNumberGenerator.GetBytes(20_000_000);
        var code = await runtime.ExecAsync(await RunAsync(), ["cat"], Streams() with { Stdin = new MemoryStream(sent) }, Token);
        code.ShouldBe(0);
        SHA256.HashData(stdout.ToArray()).ShouldBe(SHA256.HashData(sent));
    }

    [Fact]
    public async Task A_command_that_does_not_read_its_input_ends_all_the_same()
    {
        var code = await runtime.ExecAsync(await RunAsync(), ["true"], Streams() with { Stdin = new Pipe().Reader.AsStream() }, Token);
        code.ShouldBe(0);
    }

    [Fact]
    public async Task A_terminal_has_the_clients_size_and_follows_it()
    {
        var sizes = Channel.CreateUnbounded<TerminalSize>();
        sizes.Writer.TryWrite(new TerminalSize(81, 25));
        var streams = Streams() with { Tty = true, Stderr = null, Resizes = sizes.Reader.ReadAllAsync };
        var script = "until stty size | grep -q '25 81'; do :; done; echo first; until stty size | grep -q '40 132'; do :; done; echo second";
        var command = runtime.ExecAsync(await RunAsync(), ["sh", "-c", script], streams, Token);
        await Eventually.Async("the first size is there", Soon, () => Out.Contains("first", StringComparison.Ordinal), () => Out);
        sizes.Writer.TryWrite(new TerminalSize(132, 40));
        (await command.WaitAsync(Soon, Token)).ShouldBe(0);
        Out.ShouldContain("second");
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_session()
    {
        using var leaves = new CancellationTokenSource();
        var input = new Pipe();
        var container = await RunAsync();
        var session = runtime.ExecAsync(container, ["sh", "-c", "echo ready; cat; touch /tmp/over; sleep 100"],
            Streams() with { Stdin = input.Reader.AsStream() }, leaves.Token);
        await Eventually.Async("it runs", Soon, () => Out.Contains("ready", StringComparison.Ordinal));
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => session.WaitAsync(Soon, Token));
        await Eventually.Async("its input has ended", Soon, async () => await runtime.ExecAsync(container, ["test", "-e", "/tmp/over"], Streams(), Token) == 0);
    }

    [Fact]
    public async Task A_command_whose_container_ends_is_killed()
    {
        var container = await RunAsync();
        var session = runtime.ExecAsync(container, ["sh", "-c", "echo ready; sleep 100"], Streams(), Token);
        await Eventually.Async("it runs", Soon, () => Out.Contains("ready", StringComparison.Ordinal));
        await runtime.StopContainerAsync(container, TimeSpan.Zero, Token);
        (await session.WaitAsync(Soon, Token)).ShouldBe(137);
        (await Should.ThrowAsync<RuntimeException>(() => runtime.ExecAsync(container, ["true"], Streams(), Token))).Message.ShouldContain("is not running");
    }

    [Fact]
    public async Task Who_attaches_to_a_container_that_reads_its_input_once_ends_it_by_leaving()
    {
        var container = await RunAsync("cat; echo end; exit 4", spec => spec with { Stdin = true, StdinOnce = true });
        await runtime.AttachAsync(container, Streams() with { Stdin = new MemoryStream("hello\n"u8.ToArray()) }, Token).WaitAsync(Soon, Token);
        Out.ShouldBe("hello\nend\n");
        await Eventually.Async("it has ended", Soon, async () => (await runtime.InspectContainerAsync(container, Token))?.ExitCode == 4);
    }

    [Fact]
    public async Task Who_has_no_more_input_for_a_container_that_goes_on_reading_still_sees_its_output()
    {
        var container = await RunAsync("while read line; do echo got $line; done", spec => spec with { Stdin = true });
        var session = runtime.AttachAsync(container, Streams() with { Stdin = new MemoryStream("quack\n"u8.ToArray()) }, Token);
        await Eventually.Async("it answers", Soon, () => Out == "got quack\n", () => Out);
        session.IsCompleted.ShouldBeFalse();
        (await runtime.InspectContainerAsync(container, Token))!.State.ShouldBe(ContainerLife.Running);
        await runtime.StopContainerAsync(container, TimeSpan.Zero, Token);
        await session.WaitAsync(Soon, Token);
    }

    [Fact]
    public async Task Who_attaches_to_a_container_that_has_ended_is_told_what_it_said()
    {
        var container = await RunAsync("echo quack; exit 3", spec => spec with { Stdin = true, StdinOnce = true });
        await Eventually.Async("it has ended", Soon, async () => (await runtime.InspectContainerAsync(container, Token))?.ExitCode == 3);
        await runtime.AttachAsync(container, Streams() with { Stdin = new MemoryStream() }, Token).WaitAsync(Soon, Token);
        Out.ShouldBe("quack\n");
    }

    [Fact]
    public async Task Who_attaches_too_late_is_not_kept_waiting()
    {
        var container = await RunAsync("echo quack");
        await Eventually.Async("it has ended", Soon, async () => (await runtime.InspectContainerAsync(container, Token))?.ExitCode == 0);
        await runtime.AttachAsync(container, Streams(), Token).WaitAsync(Soon, Token);
    }

    [Fact]
    public async Task Who_attaches_to_a_terminal_speaks_with_it()
    {
        var input = new Pipe();
        var container = await RunAsync("read name; echo hello $name; exit 0", spec => spec with { Stdin = true, Tty = true });
        var session = runtime.AttachAsync(container, Streams() with { Stdin = input.Reader.AsStream() }, Token);
        await input.Writer.WriteAsync("duck\n"u8.ToArray(), Token);
        await session.WaitAsync(Soon, Token);
        Out.ShouldContain("hello duck\r\n");
        var lines = new List<string>();
        await foreach (var line in runtime.LogsAsync(container, new LogOptions(), Token)) lines.Add(line.Text);
        lines.ShouldContain("hello duck");
    }

    [Fact]
    public async Task What_a_container_uses_grows_with_its_work()
    {
        var container = await RunAsync("while :; do :; done");
        var first = (await StatsAsync(container)).ShouldNotBeNull();
        first.MemoryBytes.ShouldBeInRange(1, 100 << 20);
        ContainerStats? later = null;
        await Eventually.Async("it has used more of the processor", Soon, async () =>
            (later = await StatsAsync(container))!.CpuSeconds > first.CpuSeconds);
        later!.At.ShouldBeGreaterThan(first.At);
        await runtime.StopContainerAsync(container, TimeSpan.Zero, Token);
        (await StatsAsync(container)).ShouldBeNull();
        (await StatsAsync("nope")).ShouldBeNull();
    }

    [Fact]
    public async Task A_container_can_see_the_processes_of_another()
    {
        var target = await RunAsync("exec sleep 12345");
        var other = await RunAsync("sleep 100", spec => spec with { Name = "debugger", ProcessesOf = target });
        await runtime.ExecAsync(other, ["ps"], Streams(), Token);
        Out.ShouldContain("sleep 12345");
    }

    private async Task<ContainerStats?> StatsAsync(string container) => (await runtime.StatsAsync([container], Token)).GetValueOrDefault(container);

    private ContainerStreams Streams() => new() { Stdout = Stream.Synchronized(stdout), Stderr = Stream.Synchronized(stderr) };

    private async Task<string> RunAsync(string script = "sleep 1000", Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var spec = new ContainerSpec { Pod = Pod, Name = "web", Attempt = 0, Image = DuckImage.Name, Command = ["sh", "-c", script] };
        var id = await runtime.CreateContainerAsync(sandbox, (change ?? (one => one))(spec), Token);
        return (await runtime.StartContainerAsync(id, Token)).Id;
    }
}
