using System.Net;
using DuckBus.Gateway.Dns;
using DuckBus.Gateway.Tables;
using DuckBus.Gateway.Tests.Fakes;

namespace DuckBus.Gateway.Tests.Dns;

public sealed class NameServiceTests
{
    private readonly NameService names = new(new Upstream([], TimeProvider.System));

    public NameServiceTests() => names.Zone = new DnsZone(A.Table(
        A.Service("web", "10.96.0.7"),
        A.Service("big") with { Hosts = [.. Enumerable.Range(1, 100).Select(i => new HostRecord(A.Ip($"10.97.1.{i}"), null))] },
        A.Service("few") with { Hosts = [.. Enumerable.Range(1, 3).Select(i => new HostRecord(A.Ip($"10.97.2.{i}"), null))] }));

    [Fact]
    public async Task The_answer_repeats_the_question_in_its_own_case()
    {
        var asked = DnsMessages.Question("wEb.default.SVC.cluster.local", DnsType.A);
        var answer = (await AskAsync(asked))!;
        answer.AsSpan(0, 2).SequenceEqual(asked.AsSpan(0, 2)).ShouldBeTrue();
        answer.AsSpan(12, asked.Length - 12).SequenceEqual(asked.AsSpan(12)).ShouldBeTrue();
        (answer[2] & 0x85).ShouldBe(0x85, "an answer, of the one in charge, to one who wants recursion");
        answer[^4..].ShouldBe([10, 96, 0, 7]);
        answer.Length.ShouldBe(asked.Length + 16);
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(1232, false, true)]
    [InlineData(65000, false, true)]
    [InlineData(null, true, false)]
    public async Task What_is_too_long_for_a_datagram_is_cut_and_comes_over_tcp(int? edns, bool overTcp, bool cut)
    {
        var answer = (await names.AnswerAsync(DnsMessages.Question("big.default.svc.cluster.local", DnsType.A, edns), overTcp, default))!;
        DnsMessages.IsCut(answer).ShouldBe(cut);
        DnsMessages.Answers(answer).ShouldBe(cut ? 0 : 100);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(4096, 1)]
    public async Task Edns_is_answered_with_edns(int? edns, int additional) =>
        (await AskAsync(DnsMessages.Question("web.default.svc.cluster.local", DnsType.A, edns)))![11].ShouldBe((byte)additional);

    [Fact]
    public async Task Addresses_take_turns_at_being_first()
    {
        var first = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            var answer = (await AskAsync(DnsMessages.Question("few.default.svc.cluster.local", DnsType.A)))!;
            DnsMessages.Answers(answer).ShouldBe(3);
            first.Add(new IPAddress(answer[^4..]).ToString());
        }

        first.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_nobody_upstream_answers_fails() =>
        DnsMessages.Code((await AskAsync(DnsMessages.Question("example.org", DnsType.A)))!).ShouldBe((int)DnsCode.ServerFailure);

    [Theory]
    [InlineData("", null)]
    [InlineData("123401000001", null)]
    [InlineData("123481000001000000000000", null)]
    [InlineData("123408000001000000000000", DnsCode.NotImplemented)]
    [InlineData("123401000000000000000000", DnsCode.FormatError)]
    [InlineData("123401000002000000000000", DnsCode.FormatError)]
    [InlineData("123401000001000000000000", DnsCode.FormatError)]
    [InlineData("123401000001000000000000c00c00010001", DnsCode.FormatError)]
    [InlineData("1234010000010000000000003f6100010001", DnsCode.FormatError)]
    [InlineData("12340100000100000000000001610000010003", DnsCode.Refused)]
    [InlineData("1234010000010000000000010161000001000100002904d000000000ffff", DnsCode.FormatError)]
    public async Task What_is_no_question_is_refused(string hex, object? code)
    {
        var answer = await AskAsync(Convert.FromHexString(hex));
        (answer is null ? null : (DnsCode?)DnsMessages.Code(answer)).ShouldBe((DnsCode?)code);
    }

    [Fact]
    public async Task No_message_does_harm()
    {
        var random = new Random(4);
        var valid = new[]
        {
            DnsMessages.Question("web.default.svc.cluster.local", DnsType.A, 4096), DnsMessages.Question("big.default.svc.cluster.local", DnsType.SRV),
            DnsMessages.Question("7.0.96.10.in-addr.arpa", DnsType.PTR),
        };
        for (var i = 0; i < 50_000; i++)
        {
            var message = (byte[])valid[i % valid.Length].Clone();
            for (var changes = random.Next(1, 8); changes > 0; changes--) message[random.Next(message.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) message = message[..random.Next(message.Length)];
            var answer = await AskAsync(message);
            if (answer is not null) answer.Length.ShouldBeInRange(DnsWire.Header, DnsWriter.MostOverUdp);
            UpstreamRecords.Of(message);
        }
    }

    private ValueTask<byte[]?> AskAsync(byte[] message) => names.AnswerAsync(message, overTcp: false, default);
}
