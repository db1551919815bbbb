using DuckBus.Telemetry.Logging;
using Microsoft.Extensions.Logging;

namespace DuckBus.Telemetry.Tests.Logging;

public sealed class TextLogFormatterTests
{
    private readonly LogLines plain = Lines("scheduler", colours: false);

    [Fact]
    public void A_line_says_when_who_and_what()
    {
        plain.LogInformation("SCHEDULE: {Pod} → {Node}  trigger={Trigger}", "default/web", "node-1", "event");
        plain.Text.ShouldBe("14:23:15.123  scheduler      SCHEDULE: default/web → node-1  trigger=event\n");
    }

    [Fact]
    public void Parts_stand_in_one_column()
    {
        var kubelet = Lines("kubelet/node-1", colours: false);
        kubelet.LogInformation("x");
        plain.LogInformation("x");
        kubelet.Text.IndexOf('x').ShouldBe(plain.Text.IndexOf('x'));
    }

    [Fact]
    public void Framework_categories_show_their_last_word()
    {
        var lines = Lines("Microsoft.AspNetCore.Server.Kestrel", colours: false);
        lines.LogInformation("x");
        lines.Text.ShouldContain("  Kestrel        x");
    }

    [Theory]
    [InlineData(LogLevel.Information, "low disk", "low disk")]
    [InlineData(LogLevel.Warning, "low disk", "⚠ low disk")]
    [InlineData(LogLevel.Warning, "⚠ API unreachable, using local state", "⚠ API unreachable, using local state")]
    [InlineData(LogLevel.Error, "no disk", "✗ no disk")]
    public void What_is_wrong_is_marked_once(LogLevel level, string message, string shown) =>
        TextLogFormatter.Marked(level, message).ShouldBe(shown);

    [Fact]
    public void An_exception_stays_on_the_line()
    {
        plain.LogWarning(new InvalidOperationException("first\nsecond"), "failed");
        plain.Text.ShouldBe("14:23:15.123  scheduler      ⚠ failed: InvalidOperationException: first second\n");
    }

    [Fact]
    public void What_others_say_cannot_steer_the_terminal()
    {
        plain.LogInformation("pull: {Words}", "\e[2Jgone\r\n");
        plain.Text.ShouldEndWith("pull:  [2Jgone  \n");
    }

    [Fact]
    public void Colours_come_only_when_asked_for()
    {
        var coloured = Lines("kubelet/node-1", colours: true);
        coloured.LogWarning("x");
        coloured.Text.ShouldContain("\e[");
        plain.LogWarning("x");
        plain.Text.ShouldNotContain("\e[");
    }

    [Fact]
    public void Neighbouring_nodes_have_different_colours() =>
        Enumerable.Range(1, 9).Select(n => PartColour.Of($"kubelet/node-{n}")).Distinct().Count().ShouldBe(9);

    private static LogLines Lines(string category, bool colours) =>
        new(new TextLogFormatter(FixedTime.Instance, colours, stackTraces: false), category);
}
