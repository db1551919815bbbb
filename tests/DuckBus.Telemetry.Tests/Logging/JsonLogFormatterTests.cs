using System.Diagnostics;
using System.Text.Json;
using DuckBus.Telemetry.Logging;
using Microsoft.Extensions.Logging;

namespace DuckBus.Telemetry.Tests.Logging;

public sealed class JsonLogFormatterTests
{
    private readonly LogLines lines = new(new JsonLogFormatter(FixedTime.Instance), "kubelet/node-1");

    [Fact]
    public void A_line_is_one_object_with_the_fields_of_the_message()
    {
        lines.LogInformation("▶ START: {Pod} after {Seconds} s, try {Try}, {Nothing}", "default/web", 0.25, 2, null);

        lines.Text.ShouldBe("""
            {"time":"2026-11-21T14:23:15.123000Z","level":"info","part":"kubelet/node-1","message":"▶ START: default/web after 0.25 s, try 2, (null)","Pod":"default/web","Seconds":0.25,"Try":2,"Nothing":null}

            """);
    }

    [Fact]
    public void Hard_words_stay_valid_json_on_one_line()
    {
        lines.LogError(new InvalidOperationException("a\nb"), "{Words} {Same} {Same}", "\"quoted\"\n\0", 1, double.NaN);

        lines.Text.Count(c => c == '\n').ShouldBe(1);
        var line = JsonDocument.Parse(lines.Text).RootElement;
        line.GetProperty("message").GetString().ShouldBe("\"quoted\"\n\0 1 NaN");
        line.GetProperty("exception").GetString()!.ShouldContain("InvalidOperationException: a\nb");
    }

    [Fact]
    public void A_line_names_its_trace()
    {
        using var span = new Activity("x").SetIdFormat(ActivityIdFormat.W3C).Start();
        lines.LogInformation("y");
        lines.Text.ShouldContain(span.TraceId.ToHexString());
        lines.Text.ShouldContain(span.SpanId.ToHexString());
    }
}
