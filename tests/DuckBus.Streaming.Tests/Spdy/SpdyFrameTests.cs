using DuckBus.Streaming.Spdy;
using FsCheck;
using FsCheck.Fluent;

namespace DuckBus.Streaming.Tests.Spdy;

public sealed class SpdyFrameTests
{
    public static TheoryData<string, string> Wire => new()
    {
        { "800300060000000400000001", "Ping { Id = 1 }" },
        { "80030003000000080000000500000005", "RstStream { StreamId = 5, Reason = Cancel }" },
        { "80030007000000080000000300000000", "GoAway { LastGoodStreamId = 3, Reason = Ok }" },
        { "80030009000000080000000100010000", "WindowUpdate { StreamId = 1, Delta = 65536 }" },
        { "80030004000000040000000000000001010000026162", "Settings { }, Data { StreamId = 1, Bytes = System.ReadOnlyMemory<Byte>[2], Fin = True }" },
        { "80030063000000020000" + "800300060000000400000007", "Ping { Id = 7 }" }, // an unknown type is left out
    };

    [Theory]
    [MemberData(nameof(Wire))]
    public async Task Frames_are_read_as_they_are_on_the_wire(string hex, string expected)
    {
        var frames = await ReadAllAsync(Convert.FromHexString(hex));
        string.Join(", ", frames).ShouldBe(expected);
    }

    [Fact]
    public async Task Frames_survive_the_way_there_and_back()
    {
        var id = Gen.Choose(1, int.MaxValue);
        var fin = Gen.Elements(true, false);
        var headers = Gen.ListOf(Gen.Elements("streamtype", "port", "requestid", "x")).SelectMany(names =>
            Gen.Choose(0, 9).Select(n => (IReadOnlyDictionary<string, string>)names.Distinct().ToDictionary(name => name, name => new string('v', n))));
        Gen<SpdyFrame>[] kinds =
        [
            id.SelectMany(n => headers.SelectMany(h => fin.Select(f => (SpdyFrame)new SpdyFrame.SynStream(n, h, f)))),
            id.SelectMany(n => headers.SelectMany(h => fin.Select(f => (SpdyFrame)new SpdyFrame.SynReply(n, h, f)))),
            id.SelectMany(n => headers.SelectMany(h => fin.Select(f => (SpdyFrame)new SpdyFrame.Headers(n, h, f)))),
            id.SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b)).SelectMany(b => fin.Select(f => (SpdyFrame)new SpdyFrame.Data(n, b, f)))),
            id.Select(n => (SpdyFrame)new SpdyFrame.Ping((uint)n)),
            id.Select(n => (SpdyFrame)new SpdyFrame.RstStream(n, SpdyFrame.ResetReason.RefusedStream)),
            id.Select(n => (SpdyFrame)new SpdyFrame.GoAway(n, SpdyFrame.GoAwayReason.Ok)),
            id.Select(n => (SpdyFrame)new SpdyFrame.WindowUpdate(n, n)),
            Gen.Constant((SpdyFrame)new SpdyFrame.Settings()),
        ];
        foreach (var frames in Gen.Sample(Gen.ListOf(Gen.OneOf(kinds)), 200))
        {
            var wire = await WriteAsync(frames);
            var back = await ReadAllAsync(wire);
            back.Select(Text).ShouldBe(frames.Select(Text));
        }
    }

    [Fact]
    public async Task A_long_data_frame_comes_in_parts_of_which_the_last_ends_the_stream()
    {
        var data = new byte[200_000];
        Random.Shared.NextBytes(data);
        var frames = (await ReadAllAsync([0, 0, 0, 3, 1, 3, 0x0D, 0x40, .. data])).Cast<SpdyFrame.Data>().ToList();
        frames.SelectMany(frame => frame.Bytes.ToArray()).SequenceEqual(data).ShouldBeTrue();
        frames.Select(frame => frame.Fin).ShouldBe([.. Enumerable.Repeat(false, frames.Count - 1), true]);
    }

    [Theory]
    [InlineData("80")] // half a head
    [InlineData("800300060000000400")] // half a body
    [InlineData("000000010000000461")] // half the data
    [InlineData("80020006000000040000")] // SPDY/2
    [InlineData("8003000100FFFFFF")] // a control frame without end
    [InlineData("800300060000000100")] // too short for a ping
    [InlineData("80030001000000050000000100")] // too short for a stream
    [InlineData("485454502F312E312034")] // HTTP
    public async Task What_is_not_SPDY_is_refused(string hex) =>
        await Should.ThrowAsync<SpdyException>(() => ReadAllAsync(Convert.FromHexString(hex)));

    private static async Task<byte[]> WriteAsync(IEnumerable<SpdyFrame> frames)
    {
        var wire = new MemoryStream();
        var writer = new SpdyFrameWriter(wire);
        foreach (var frame in frames) await writer.WriteAsync(frame, default);
        return wire.ToArray();
    }

    private static async Task<List<SpdyFrame>> ReadAllAsync(byte[] wire)
    {
        var reader = new SpdyFrameReader(new MemoryStream(wire));
        var frames = new List<SpdyFrame>();
        while (await reader.ReadAsync(default) is { } frame)
            frames.Add(frame is SpdyFrame.Data data ? data with { Bytes = data.Bytes.ToArray() } : frame);
        return frames;
    }

    private static string Text(SpdyFrame frame) => frame switch
    {
        SpdyFrame.SynStream syn => $"{syn} {Show(syn.Values)}",
        SpdyFrame.SynReply reply => $"{reply} {Show(reply.Values)}",
        SpdyFrame.Headers more => $"{more} {Show(more.Values)}",
        SpdyFrame.Data data => $"{data} {Convert.ToHexString(data.Bytes.Span)}",
        _ => frame.ToString(),
    };

    private static string Show(IReadOnlyDictionary<string, string> headers) =>
        string.Join(";", headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}={header.Value}"));
}
