using DuckBus.Scenes.Nodes;
using DuckBus.Scenes.Races;

namespace DuckBus.Scenes.Tests;

/// <summary>What the race counts, and how it tells.</summary>
public sealed class RaceTests
{
    [Fact]
    public void The_table_is_Markdown_that_says_never_where_a_design_never_got_there()
    {
        var table = RaceTable.Markdown(
        [
            new RaceResult("imperative", TimeSpan.FromSeconds(1.04), null, null, 18, 9, 5),
            new RaceResult("bus", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(5), 120, 300, 0),
        ]);

        table.ShouldBe("""
            | design | start 9 | crash 3 | lose a node | messages | API calls | containers lost |
            |---|---:|---:|---:|---:|---:|---:|
            | imperative | 1.0 s | never | never | 18 | 9 | 5 |
            | bus | 0.5 s | 0.2 s | 5.0 s | 120 | 300 | 0 |

            """);
    }

    [Fact]
    public void A_counter_is_summed_over_its_labels() => Metrics.Sum("""
        # HELP duckbus_x_total Things.
        duckbus_x_total{part="a"} 3
        duckbus_x_total{part="b",code="200"} 4
        duckbus_x_total_more{part="b"} 100

        """, "duckbus_x_total").ShouldBe(7);

    [Theory]
    [InlineData("nginx-6d4cf56db6-x7k2p", "nginx")]
    [InlineData("nginx-x7k2p", "nginx")]
    [InlineData("my-web-6d4cf56db6-x7k2p", "my-web")]
    [InlineData("fake-container", "fake-container")]
    [InlineData("fake-container-push", "fake-container-push")]
    [InlineData("nginx1", "nginx1")]
    public void The_line_of_a_pod_tells_what_was_declared(string line, string declared) => FileHands.Declared(line).ShouldBe(declared);
}
