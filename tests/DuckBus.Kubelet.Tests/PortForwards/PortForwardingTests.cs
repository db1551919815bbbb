using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using DuckBus.Kubelet.PortForwards;
using DuckBus.Streaming.PortForwards;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.PortForwards;

public sealed class PortForwardingTests
{
    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task A_client_that_sends_no_more_still_gets_the_answer()
    {
        var client = new Client(new Pipe(), new MemoryStream());
        var (near, pod) = await SocketsAsync();
        var forwarding = PortForwarding.RunAsync(client, near, Patience);
        await client.ToPod.Writer.WriteAsync("question"u8.ToArray(), Patience);
        await client.ToPod.Writer.CompleteAsync();
        using var reader = new StreamReader(new NetworkStream(pod));
        (await reader.ReadToEndAsync(Patience)).ShouldBe("question");
        await pod.SendAsync("answer"u8.ToArray(), Patience);
        pod.Close();
        await forwarding;
        client.Got.ShouldBe("answer");
        client.Outcome.ShouldBe("completed");
    }

    [Fact]
    public async Task A_pod_that_breaks_off_while_the_client_sends_is_told_to_the_client()
    {
        var client = new Client(new Pipe(), new MemoryStream());
        var (near, pod) = await SocketsAsync();
        var forwarding = PortForwarding.RunAsync(client, near, Patience);
        pod.LingerState = new LingerOption(enable: true, seconds: 0); // Closes with a reset.
        pod.Close();
        await client.ToPod.Writer.WriteAsync(new byte[1000], Patience);
        await forwarding.WaitAsync(Patience);
        client.Outcome.ShouldBe("refused");
    }

    [Fact]
    public async Task A_reset_of_which_a_write_took_the_error_is_no_end()
    {
        var client = new Client(new Pipe(), new MemoryStream());
        var (near, pod) = await SocketsAsync();
        pod.LingerState = new LingerOption(enable: true, seconds: 0);
        pod.Close();
        // Linux tells the error of a reset once; a read afterwards only sees the end.
        await Eventually.Async("the reset arrives", TimeSpan.FromSeconds(5),
            () => near.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is not 0, () => "no error");
        await PortForwarding.RunAsync(client, near, Patience);
        client.Outcome.ShouldBe("refused");
    }

    private static async Task<(Socket Near, Socket Pod)> SocketsAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var near = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await near.ConnectAsync(listener.LocalEndpoint);
        return (near, await listener.AcceptSocketAsync());
    }

    private sealed class Client(Pipe toPod, MemoryStream got) : IPortForward
    {
        public Pipe ToPod => toPod;

        public string Got => System.Text.Encoding.UTF8.GetString(got.ToArray());

        public string? Outcome { get; private set; }

        public int Port => 80;

        public Stream Data { get; } = new Duplex(toPod.Reader.AsStream(), got);

        public Task CompleteAsync(CancellationToken cancellationToken) => End("completed");

        public Task RefuseAsync(string why, CancellationToken cancellationToken) => End("refused");

        public Task FailAsync(string why, CancellationToken cancellationToken) => End("failed");

        private Task End(string outcome)
        {
            Outcome = outcome;
            return Task.CompletedTask;
        }
    }

    private sealed class Duplex(Stream input, Stream output) : Streaming.UnseekableStream
    {
        public override bool CanRead => true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => output.WriteAsync(buffer, cancellationToken);
    }
}
