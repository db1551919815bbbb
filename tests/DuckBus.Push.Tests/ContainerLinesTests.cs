using DuckBus.Plain;

namespace DuckBus.Push.Tests;

/// <summary>What the list says when memory and reality differ.</summary>
public sealed class ContainerLinesTests
{
    private static readonly Order Nginx = new("nginx", "node-1", DateTimeOffset.UnixEpoch, Confirmed: true);

    [Theory]
    [InlineData(true, "running", null)]
    [InlineData(false, "gone", "it died, and nobody told the brain")]
    [InlineData(null, "no answer", "node-1 does not answer")]
    public void The_brain_believes_what_it_ordered_whatever_the_node_says(bool? runs, string seen, string? note)
    {
        IReadOnlyList<PlainContainer>? node = runs is { } running ? [new PlainContainer("nginx", running, Intruder: false)] : null;

        var line = Lines([Nginx], node).ShouldHaveSingleItem();

        line.State.ShouldBe("running");
        line.Seen.ShouldBe(seen);
        line.Note.ShouldBe(note);
    }

    [Theory]
    [InlineData(true, "nobody told it to remove it")]
    [InlineData(false, "has forgotten")]
    public void What_the_brain_did_not_order_is_shown_and_left_alone(bool intruder, string note)
    {
        var line = Lines([], [new PlainContainer("fake-container", Running: true, intruder)]).ShouldHaveSingleItem();

        line.State.ShouldBe("unknown");
        line.Seen.ShouldBe("running");
        line.Note!.ShouldContain(note);
    }

    [Fact]
    public void An_order_that_no_node_has_confirmed_is_not_shown() =>
        Lines([Nginx with { Confirmed = false }], []).ShouldBeEmpty();

    private static IReadOnlyList<ContainerLine> Lines(Order[] orders, IReadOnlyList<PlainContainer>? node) =>
        ContainerLines.Of(orders, new Dictionary<string, IReadOnlyList<PlainContainer>?>(StringComparer.Ordinal) { ["node-1"] = node });
}
