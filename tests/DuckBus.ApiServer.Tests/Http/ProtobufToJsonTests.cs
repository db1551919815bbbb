using System.Text;
using DuckBus.ApiServer.Http.Protobuf;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Tests.Http;

public sealed class ProtobufToJsonTests
{
    private static ProtobufMessage New => new();

    public static TheoryData<string, string> Forms => new()
    {
        { Hex(New.Text(1, "duck")), """{"name":"duck"}""" },
        { Hex(New.Text(1, "")), "{}" },
        { Hex(New.Number(2, -3)), """{"count":-3}""" },
        { Hex(New.Number(2, 0)), "{}" },
        { Hex(New.Number(3, 0)), """{"replicas":0}""" },
        { Hex(New.Number(4, 1)), """{"tty":true}""" },
        { Hex(New.Number(4, 0)), "{}" },
        { Hex(New.Message(5, New.Text(1, "a").Text(2, "b")).Message(5, New.Text(1, "c"))), """{"labels":{"a":"b","c":""}}""" },
        { Hex(New.Message(6, New.Text(1, "a").Raw(2, [1, 2, 255]))), """{"data":{"a":"AQL/"}}""" },
        { Hex(New.Message(7, New.Text(1, "cpu").Message(2, New.Text(1, "100m")))), """{"limits":{"cpu":"100m"}}""" },
        { Hex(New.Message(8, New.Number(1, 0).Number(2, 80).Text(3, ""))), """{"port":80}""" },
        { Hex(New.Message(8, New.Number(1, 1).Number(2, 0).Text(3, "25%"))), """{"port":"25%"}""" },
        { Hex(New.Message(9, New.Number(1, 1795240800).Number(2, 0))), """{"time":"2026-11-21T06:00:00Z"}""" },
        { Hex(New.Message(9, New)), "{}" },
        { Hex(New.Message(10, New.Number(1, 1795240800).Number(2, 1234000))), """{"microTime":"2026-11-21T06:00:00.001234Z"}""" },
        { Hex(New.Message(11, New.Text(1, "a")).Text(1, "x").Message(11, New)), """{"items":[{"name":"a"},{}],"name":"x"}""" },
        { Hex(New.Message(12, New.Text(2, "in").Message(3, New.Text(1, "deep")))), """{"inlined":"in","inlinedDeeper":"deep"}""" },
        { Hex(New.Message(13, New.Text(1, "k").Message(2, New.Text(1, "a").Text(1, "b")))), """{"extra":{"k":["a","b"]}}""" },
        { Hex(New.Number(14, 7).Number(14, 0)), """{"numbers":[7,0]}""" },
        { Hex(New.Raw(14, [7, 0xAC, 2])), """{"numbers":[7,300]}""" },
        { Hex(New.Double(15, 0.5)), """{"ratio":0.5}""" },
        { Hex(New.Message(16, New.Text(1, """{"x":[1]}"""))), """{"anything":{"x":[1]}}""" },
        { Hex(New.Message(17, New)), """{"inner":{}}""" },
        { Hex(New.Text(99, "from the future").Number(98, 5).Text(1, "duck")), """{"name":"duck"}""" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_message_reads_as_the_JSON_of_the_same_client(string message, string json)
    {
        var body = new ProtobufMessage().Raw(2, Convert.FromHexString(message)).Bytes;

        Read([.. "k8s\0"u8, .. body]).ShouldBe(json);
    }

    [Fact]
    public void The_envelope_tells_the_kind() =>
        Read(ProtobufMessage.Enveloped("apps/v1", "Deployment", New.Text(1, "web"))).ShouldBe("""{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}""");

    [Theory]
    [InlineData("", "no protobuf message of Kubernetes")]
    [InlineData("7B7D", "does not begin with")]
    [InlineData("6B38730012FF", "ends too early")]
    [InlineData("6B3873001205", "ends too early")]
    [InlineData("6B387300120400000000", "0 is no field number")]
    [InlineData("6B38730012020F00", "wire type 7")]
    [InlineData("6B38730012020801", "name: field 1 has the wire type 0, 2 was expected")]
    [InlineData("6B38730012030A01FF", "name: the text is not valid UTF-8")]
    [InlineData("6B38730012045A020A05", "items[0]: the message ends too early: 5 bytes were expected, 0 are left")]
    [InlineData("6B38730012048201030A017B", "no protobuf message of Kubernetes")]
    [InlineData("6B3873001A04677A6970", "gzip")]
    public void A_broken_message_is_a_bad_request_that_names_the_place(string hex, string message)
    {
        var refused = Should.Throw<StatusException>(() => Read(Convert.FromHexString(hex)));

        refused.Status.Code.ShouldBe(400);
        refused.Message.ShouldContain(message);
    }

    [Fact]
    public void A_broken_value_of_any_form_and_messages_without_end_are_bad_requests()
    {
        var deep = New;
        for (var i = 0; i < 200; i++) deep = New.Message(17, deep);

        Should.Throw<StatusException>(() => Read(ProtobufMessage.Enveloped("v1", "X", deep))).Message.ShouldContain("more than 64 levels");
        Should.Throw<StatusException>(() => Read(ProtobufMessage.Enveloped("v1", "X", New.Message(16, New.Text(1, "{"))))).Message.ShouldBe("anything: the value is not valid JSON");
        Should.Throw<StatusException>(() => Read(ProtobufMessage.Enveloped("v1", "X", New.Message(9, New.Number(1, long.MaxValue))))).Message.ShouldContain("time: the time is not between");
        Should.Throw<StatusException>(() => Read(ProtobufMessage.Enveloped("v1", "X", New.Double(15, double.NaN)))).Message.ShouldContain("not finite");
    }

    [Fact]
    public void Random_bytes_never_break_the_reader()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var body = new byte[4 + random.Next(40)];
            random.NextBytes(body);
            "k8s\0"u8.CopyTo(body);
            try
            {
                Read(body);
            }
            catch (StatusException e)
            {
                e.Status.Code.ShouldBe(400);
            }
        }
    }

    private static string Read(byte[] body) => Encoding.UTF8.GetString(ProtobufToJson.Convert(body, typeof(ProtobufSample)));

    private static string Hex(ProtobufMessage message) => Convert.ToHexString(message.Bytes);
}
