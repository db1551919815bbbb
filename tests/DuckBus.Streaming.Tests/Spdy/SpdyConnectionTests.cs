using System.Net;
using System.Net.Sockets;
using DuckBus.Streaming.Spdy;
using static DuckBus.Streaming.Tests.Spdy.SpdyClient;

namespace DuckBus.Streaming.Tests.Spdy;

public sealed class SpdyConnectionTests : IAsyncLifetime
{
    private SpdyClient client = null!;
    private SpdyConnection server = null!;

    public async ValueTask InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        client = new SpdyClient(near.GetStream());
        server = new SpdyConnection((await listener.AcceptTcpClientAsync()).GetStream());
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_is_accepted_and_carries_bytes_both_ways()
    {
        await client.OpenAsync(1, "data");
        (await client.ReadAsync()).ShouldBeOfType<SpdyFrame.SynReply>().StreamId.ShouldBe(1);
        await client.SendAsync(1, "quack", fin: true);
        var stream = await NextAsync();
        using var reader = new StreamReader(stream, leaveOpen: true);
        (await reader.ReadToEndAsync(Patience)).ShouldBe("quack");
        await stream.WriteAsync(new byte[100_000], Patience);
        await stream.CompleteAsync(Patience);
        var (length, fin) = (0, false);
        while (!fin)
        {
            var data = await client.ReadAsync<SpdyFrame.Data>();
            length += data.Bytes.Length;
            fin = data.Fin;
        }

        length.ShouldBe(100_000);
    }

    [Fact]
    public async Task A_ping_is_sent_back_even_while_nobody_reads_a_stream()
    {
        await client.OpenAsync(1, "data");
        for (var i = 0; i < 10; i++) await client.SendAsync(1, new string('x', 50_000));
        await client.SendAsync(new SpdyFrame.Ping(7));
        (await client.ReadAsync<SpdyFrame.Ping>()).Id.ShouldBe(7u);
    }

    [Fact]
    public async Task A_stream_with_a_number_that_is_in_use_or_is_the_servers_is_refused()
    {
        await client.OpenAsync(5, "data");
        await client.OpenAsync(3, "data"); // Out of order, as kubectl 1.27 does.
        await client.OpenAsync(5, "data");
        await client.OpenAsync(6, "data");
        (await client.ReadAsync<SpdyFrame.SynReply>()).StreamId.ShouldBe(5);
        (await client.ReadAsync<SpdyFrame.SynReply>()).StreamId.ShouldBe(3);
        (await client.ReadAsync<SpdyFrame.RstStream>()).ShouldBe(new SpdyFrame.RstStream(5, SpdyFrame.ResetReason.ProtocolError));
        (await client.ReadAsync<SpdyFrame.RstStream>()).StreamId.ShouldBe(6);
    }

    [Fact]
    public async Task A_reset_by_the_client_fails_the_reader_and_the_writer_of_the_stream_only()
    {
        await client.OpenAsync(1, "data");
        await client.OpenAsync(3, "data");
        var (first, second) = (await NextAsync(), await NextAsync());
        await client.SendAsync(new SpdyFrame.RstStream(1, SpdyFrame.ResetReason.Cancel));
        await Should.ThrowAsync<IOException>(async () => await first.ReadExactlyAsync(new byte[1], Patience));
        await Should.ThrowAsync<IOException>(async () => await first.WriteAsync(new byte[1], Patience));
        await second.WriteAsync("still here"u8.ToArray(), Patience);
        (await client.ReadAsync<SpdyFrame.Data>()).StreamId.ShouldBe(3);
    }

    [Fact]
    public async Task An_end_that_was_given_up_before_it_was_sent_can_still_be_told()
    {
        await client.OpenAsync(1, "data");
        await client.SendAsync(1, "all", fin: true);
        var stream = await NextAsync();
        await new StreamReader(stream, leaveOpen: true).ReadToEndAsync(Patience);
        await Should.ThrowAsync<OperationCanceledException>(() => stream.CompleteAsync(new CancellationToken(canceled: true)));
        await stream.ResetAsync(Patience);
        (await client.ReadAsync<SpdyFrame.RstStream>()).StreamId.ShouldBe(1);
    }

    [Fact]
    public async Task What_nobody_reads_any_more_does_not_hold_up_the_others()
    {
        await client.OpenAsync(1, "data");
        await client.OpenAsync(3, "data");
        var (first, second) = (await NextAsync(), await NextAsync());
        await first.ResetAsync(Patience);
        for (var i = 0; i < 100; i++) await client.SendAsync(1, new string('x', 30_000));
        await client.SendAsync(3, "heard", fin: true);
        using var reader = new StreamReader(second);
        (await reader.ReadToEndAsync(Patience)).ShouldBe("heard");
    }

    [Fact]
    public async Task Windows_settings_and_unknown_frames_are_heard_and_change_nothing()
    {
        await client.SendAsync(new SpdyFrame.Settings());
        await client.SendAsync(new SpdyFrame.WindowUpdate(0, 65536));
        await client.SendAsync(new SpdyFrame.Headers(9, new Dictionary<string, string>(), Fin: true));
        await client.SendAsync(9, "for nobody");
        await client.OpenAsync(11, "data");
        (await client.ReadAsync<SpdyFrame.SynReply>()).StreamId.ShouldBe(11);
    }

    [Fact]
    public async Task Garbage_ends_the_connection_with_a_reason()
    {
        await client.OpenAsync(1, "data");
        var stream = await NextAsync();
        await client.SendRawAsync([0x80, 0x03, 0x00, 0x01, 0, 0, 0, 12, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0xBA, 0xD0]);
        (await client.ReadAsync<SpdyFrame.GoAway>()).Reason.ShouldBe(SpdyFrame.GoAwayReason.ProtocolError);
        (await stream.ReadAsync(new byte[1], Patience)).ShouldBe(0);
        server.Failure.ShouldNotBeNull();
        server.Closed.IsCancellationRequested.ShouldBeTrue();
    }

    private async Task<SpdyStream> NextAsync()
    {
        await foreach (var stream in server.StreamsAsync(Patience)) return stream;
        throw new InvalidOperationException("no stream was opened");
    }
}
