using System.IO.Compression;
using DuckBus.Streaming.Spdy;
using FsCheck;
using FsCheck.Fluent;

namespace DuckBus.Streaming.Tests.Spdy;

public sealed class HeaderCompressionTests
{
    private const string ZlibHeader = "78BBE3C6A7C2";

    [Fact]
    public void The_dictionary_is_that_of_SPDY_3()
    {
        SpdyDictionary.Bytes.Length.ShouldBe(1423);
        var (a, b) = (1u, 0u);
        foreach (var one in SpdyDictionary.Bytes) (a, b) = ((a + one) % 65521, (b + a + one) % 65521);
        ((b << 16) | a).ShouldBe(SpdyDictionary.Id);
    }

    [Fact]
    public void Blocks_of_zlib_with_the_dictionary_are_read_one_after_the_other()
    {
        var inflater = new HeaderInflater();
        var first = HeaderBlock.Read(inflater.Inflate(Convert.FromHexString("78bbe3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45e01c6061606100a4398b20d198094ade8c0600000000ffff")));
        first.ShouldBe(new Dictionary<string, string> { ["streamtype"] = "error", ["port"] = "8080", ["requestid"] = "0" }, ignoreOrder: true);
        var second = HeaderBlock.Read(inflater.Inflate(Convert.FromHexString("c2aa19540e2512d60b000000ffff")));
        second["streamtype"].ShouldBe("data");
        HeaderBlock.Read(inflater.Inflate(Convert.FromHexString("02120c00000000ffff"))).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_deflater_writes_any_inflater_reads()
    {
        var deflater = new HeaderDeflater();
        var parts = new[] { "first"u8.ToArray(), new byte[100_000], [] };
        var stream = parts.SelectMany(part => deflater.Deflate(part)).ToArray();
        Convert.ToHexString(stream.AsSpan(0, 6)).ShouldBe(ZlibHeader);
        using var inflate = new DeflateStream(new MemoryStream(stream[6..]), CompressionMode.Decompress);
        var back = new byte[100_005];
        inflate.ReadExactly(back);
        back.ShouldBe(parts.SelectMany(part => part).ToArray());
    }

    [Fact]
    public void What_any_deflater_writes_the_inflater_reads()
    {
        // Texts of few letters make dynamic codes and long copies, random bytes make literals and stored parts.
        var blocks = Gen.Sized(size => Gen.OneOf(
            Gen.ArrayOf(Gen.Elements("aab,=\n"u8.ToArray()), size * 200), Gen.ArrayOf(Gen.Choose(0, 255).Select(n => (byte)n), size * 20)));
        Prop.ForAll(Gen.NonEmptyListOf(blocks).ToArbitrary(), parts =>
        {
            using var deflated = new MemoryStream();
            using var deflate = new DeflateStream(deflated, CompressionLevel.Optimal);
            var inflater = new HeaderInflater();
            var zlib = Convert.FromHexString(ZlibHeader);
            foreach (var part in parts)
            {
                deflated.SetLength(0);
                deflate.Write(part);
                deflate.Flush();
                inflater.Inflate([.. zlib, .. deflated.ToArray()]).ShouldBe(part);
                zlib = [];
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")] // nothing
    [InlineData("78")] // half a header
    [InlineData("789C0000000000000000")] // no dictionary
    [InlineData("78BB0000000000")] // another dictionary
    [InlineData("1F8BE3C6A7C200")] // gzip
    [InlineData(ZlibHeader + "01")] // the last part
    [InlineData(ZlibHeader + "06")] // a kind of part that does not exist
    [InlineData(ZlibHeader + "000500FAFF61")] // a stored part that is cut off
    [InlineData(ZlibHeader + "000500FAFE6161616161")] // whose length contradicts itself
    [InlineData(ZlibHeader + "FCFFFFFFFFFFFF")] // impossible code lengths
    public void What_is_not_compressed_headers_is_refused(string hex) =>
        Should.Throw<SpdyException>(() => new HeaderInflater().Inflate(Convert.FromHexString(hex)));

    [Fact]
    public void Random_bytes_are_refused_or_read_and_nothing_else()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);
            try
            {
                new HeaderInflater().Inflate([.. Convert.FromHexString(ZlibHeader), .. bytes]);
            }
            catch (SpdyException)
            {
                // As it should.
            }
        }
    }

    [Fact]
    public void A_block_that_grows_without_end_is_refused()
    {
        using var deflated = new MemoryStream();
        using var deflate = new DeflateStream(deflated, CompressionLevel.Optimal);
        deflate.Write(new byte[10_000_000]);
        deflate.Flush();
        Should.Throw<SpdyException>(() => new HeaderInflater().Inflate([.. Convert.FromHexString(ZlibHeader), .. deflated.ToArray()]))
            .Message.ShouldContain("65536");
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000")]
    [InlineData("00000001")]
    [InlineData("FFFFFFFF")]
    [InlineData("0000000000")]
    [InlineData("000000010000000161")]
    [InlineData("0000000100000001610000FFFF")]
    [InlineData("00000002000000016100000000000000016100000000")] // the same name twice
    public void What_is_not_a_header_block_is_refused(string hex) =>
        Should.Throw<SpdyException>(() => HeaderBlock.Read(Convert.FromHexString(hex)));

    [Fact]
    public void Headers_survive_the_way_there_and_back()
    {
        var headers = new Dictionary<string, string> { ["streamType"] = "data", ["empty"] = "", ["ente"] = "🦆" };
        var back = HeaderBlock.Read(HeaderBlock.Write(headers));
        back["streamtype"].ShouldBe("data");
        back["empty"].ShouldBe("");
        back["ente"].ShouldBe("🦆");
    }
}
