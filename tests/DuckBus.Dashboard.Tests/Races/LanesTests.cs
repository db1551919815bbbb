using DuckBus.Dashboard.Races;

namespace DuckBus.Dashboard.Tests.Races;

public sealed class LanesTests
{
    [Fact]
    public void Of_an_imperative_cluster_counts_what_its_nodes_see_and_not_what_it_believes() => Lanes.Read("""
        [
          {"name":"fake-container","node":"node-1","state":"unknown","seen":"running","note":"the brain never started it, and nobody told it to remove it"},
          {"name":"mysql","node":"node-3","state":"running","seen":"no answer","note":"node-3 does not answer"},
          {"name":"nginx","node":"node-1","state":"running","seen":"running"},
          {"name":"redis","node":"node-2","state":"running","seen":"gone","note":"it died, and nobody told the brain"}
        ]
        """).Select(square => (square.Name, square.State, square.IsUp))
        .ShouldBe([("fake-container", "running", true), ("mysql", "no answer", false), ("nginx", "running", true), ("redis", "gone", false)]);

    [Fact]
    public void A_declarative_cluster_lists_what_is_there_and_what_is_missing() =>
        Lanes.Read("""[{"name":"web","replicas":3,"pods":[{"name":"web-a","node":"node-1","state":"Running"},{"name":"web-b","state":"Pending"},{"name":"web-c","state":"Terminating"}]}]""")
            .Select(square => (square.Name, square.State, square.IsUp)).ShouldBe([("web", "Running", true), ("web", "Pending", false), ("web", "missing", false)]);

    [Fact]
    public void The_clock_runs_while_something_is_missing_and_stands_when_all_is_there()
    {
        IReadOnlyList<LaneSquare> up = [new("a", "n", "Running", true)], down = [new("a", null, "Pending", false)];
        var second = TimeSpan.FromSeconds(1);
        var lane = Lanes.After(null, "bus", up, null, second);
        (lane.Done, lane.Since).ShouldBe((true, TimeSpan.Zero));
        lane = Lanes.After(Lanes.After(lane, "bus", down, null, second), "bus", down, null, second);
        (lane.Done, lane.Since).ShouldBe((false, 2 * second));
        lane = Lanes.After(Lanes.After(lane, "bus", up, null, second), "bus", up, null, second);
        (lane.Done, lane.Since).ShouldBe((true, 2 * second));
        lane = Lanes.After(lane, "bus", down, null, second);
        lane.Since.ShouldBe(second, "a new accident starts a new clock");
    }

    [Fact]
    public void Who_does_not_answer_is_not_done_and_keeps_its_squares()
    {
        var lane = Lanes.After(Lanes.After(null, "bus", [new("a", "n", "Running", true)], null, default), "bus", null, "does not answer", default);
        (lane.Done, lane.Trouble, lane.Squares.Count).ShouldBe((false, "does not answer", 1));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("bus=http://localhost:8081", 1)]
    [InlineData("imperative=http://localhost:8080/, bus=http://localhost:8081", 2)]
    [InlineData("http://localhost:8081", null)]
    [InlineData("bus=localhost", null)]
    [InlineData("bus=ftp://localhost", null)]
    public void Runners_are_read_from_one_setting(string text, int? count) => (Runner.Parse(text)?.Count).ShouldBe(count);
}
