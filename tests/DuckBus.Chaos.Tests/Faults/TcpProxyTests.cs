using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DuckBus.Chaos.Faults;
using DuckBus.Testing;

namespace DuckBus.Chaos.Tests.Faults;

/// <summary>Against a server that answers every byte with the same byte.</summary>
public sealed class TcpProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(300);

    private readonly TcpListener echo = new(IPAddress.Loopback, 0);
    private int heard;
    private TcpProxy proxy = null!;

    public ValueTask InitializeAsync()
    {
        echo.Start();
        _ = Task.Run(async () =>
        {
            while (true) _ = EchoAsync(await echo.AcceptSocketAsync());
        });
        proxy = TcpProxy.Start(((IPEndPoint)echo.LocalEndpoint).Port);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        echo.Stop();
    }

    [Fact]
    public async Task Bytes_pass()
    {
        using var client = await ConnectAsync();
        (await AskAsync(client, 7).WaitAsync(Patience)).ShouldBe(7);
    }

    [Theory]
    [InlineData(LinkMode.Slow)]
    [InlineData(LinkMode.Stall)]
    [InlineData(LinkMode.LoseAnswers)]
    [InlineData(LinkMode.Cut)]
    public async Task What_it_does_is_felt_by_who_uses_it_and_by_nobody_else(LinkMode mode)
    {
        proxy.Become(mode);
        proxy.Become(LinkMode.Pass);
        using var client = await ConnectAsync();
        await AskAsync(client, 7).WaitAsync(Patience);
        proxy.Felt.ShouldBe(0);
        proxy.Become(mode);
        var asked = AskAsync(client, 8);
        await Eventually.Async("it is felt", Patience, () => proxy.Felt > 0);
        proxy.Become(LinkMode.Pass);
        await Task.WhenAny(asked).WaitAsync(Patience);
    }

    [Fact]
    public async Task Slow_takes_its_time_both_ways()
    {
        using var client = await ConnectAsync();
        proxy.Become(LinkMode.Slow);
        var clock = Stopwatch.StartNew();
        (await AskAsync(client, 7).WaitAsync(Patience)).ShouldBe(7);
        clock.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(380);
    }

    [Fact]
    public async Task Stalled_bytes_arrive_when_it_is_over()
    {
        using var client = await ConnectAsync();
        proxy.Become(LinkMode.Stall);
        var answer = AskAsync(client, 7);
        await Should.ThrowAsync<TimeoutException>(() => answer.WaitAsync(ALittle));
        heard.ShouldBe(0);
        proxy.Become(LinkMode.Pass);
        (await answer.WaitAsync(Patience)).ShouldBe(7);
    }

    [Fact]
    public async Task With_lost_answers_the_server_hears_and_the_client_is_reset_in_the_end()
    {
        using var client = await ConnectAsync();
        proxy.Become(LinkMode.LoseAnswers);
        var answer = AskAsync(client, 7);
        await Testing.Eventually.Async("the server hears the byte", Patience, () => Volatile.Read(ref heard) == 1);
        proxy.Become(LinkMode.Pass);
        await Should.ThrowAsync<SocketException>(() => answer.WaitAsync(Patience));
        using var next = await ConnectAsync();
        (await AskAsync(next, 8).WaitAsync(Patience)).ShouldBe(8);
    }

    [Fact]
    public async Task Cut_resets_and_refuses_until_it_is_over()
    {
        using var client = await ConnectAsync();
        (await AskAsync(client, 1).WaitAsync(Patience)).ShouldBe(1);
        proxy.Become(LinkMode.Cut);
        await Should.ThrowAsync<SocketException>(() => AskAsync(client, 2).WaitAsync(Patience));
        await Should.ThrowAsync<SocketException>(async () =>
        {
            using var refused = await ConnectAsync();
            await AskAsync(refused, 3).WaitAsync(Patience);
        });
        proxy.Become(LinkMode.Pass);
        using var next = await ConnectAsync();
        (await AskAsync(next, 4).WaitAsync(Patience)).ShouldBe(4);
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }

    private static async Task<int> AskAsync(Socket client, byte value)
    {
        await client.SendAsync(new[] { value });
        var answer = new byte[1];
        return await client.ReceiveAsync(answer) == 1 ? answer[0] : throw new SocketException((int)SocketError.ConnectionReset);
    }

    private async Task EchoAsync(Socket socket)
    {
        var buffer = new byte[1];
        while (await socket.ReceiveAsync(buffer) == 1)
        {
            Interlocked.Increment(ref heard);
            await socket.SendAsync(buffer);
        }
    }
}
