using DuckBus.Controllers.DaemonSets;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Tests.DaemonSets;

public sealed class DaemonPlanTests
{
    private static string Step(DaemonSet set, params string[] nodes) =>
        DaemonSetStories.Looks(DaemonPlan.For(set, DaemonSetStories.Nodes(nodes), DaemonSetStories.Now, A.Noon));

    [Theory]
    [InlineData("a node without a pod gets one", "", "create node-0 delete ")]
    [InlineData("one is enough", "N", "create  delete ")]
    [InlineData("of two the oldest stays", "NN", "create  delete node-0.1N")]
    [InlineData("while one terminates there is no other", "x", "create  delete ")]
    [InlineData("what failed goes first, then a new one comes", "f", "create  delete node-0.0f")]
    public void A_node_has_one_pod(string why, string pods, string expected) => Step(DaemonSetStories.Set(), pods).ShouldBe(expected, why);

    [Fact]
    public void Pods_leave_nodes_that_they_may_not_be_on_and_stay_where_they_are_only_not_wanted()
    {
        var nodes = new[] { DaemonSetStories.Node("banned", "Nx", false, false), DaemonSetStories.Node("unwanted", "N", false), DaemonSetStories.Node("empty", "", false) };
        DaemonSetStories.Looks(DaemonPlan.For(DaemonSetStories.Set(), nodes, DaemonSetStories.Now, A.Noon)).ShouldBe("create  delete banned.0N");
    }

    [Theory]
    [InlineData("1", "create  delete node-0.0O", new[] { "O", "O", "O" })]
    [InlineData("2", "create  delete node-0.0O,node-1.0O", new[] { "O", "O", "O" })]
    [InlineData("50%", "create  delete node-0.0O,node-1.0O", new[] { "O", "O", "O" })]
    [InlineData("1", "create  delete ", new[] { "x", "O", "O" })]
    [InlineData("1", "create node-0 delete ", new[] { "", "O", "O" })]
    [InlineData("1", "create  delete ", new[] { "n", "O", "O" })]
    [InlineData("1", "create  delete node-1.0O", new[] { "N", "O", "O" })]
    [InlineData("1", "create  delete node-0.0o,node-2.0o", new[] { "o", "O", "o" })]
    [InlineData("2", "create  delete node-0.0o,node-1.0O", new[] { "o", "O", "O" })]
    [InlineData("1", "create  delete ", new[] { "N", "N", "N" })]
    public void Old_pods_go_as_far_as_they_may_be_missed(string unavailable, string expected, string[] nodes) =>
        Step(DaemonSetStories.Set(unavailable), nodes).ShouldBe(expected);

    [Theory]
    [InlineData("1", "create node-0 delete ", new[] { "O", "O", "O" })]
    [InlineData("34%", "create node-0,node-1 delete ", new[] { "O", "O", "O" })]
    [InlineData("1", "create  delete ", new[] { "On", "O", "O" })]
    [InlineData("1", "create node-1 delete node-0.0O", new[] { "ON", "O", "O" })]
    [InlineData("1", "create node-0,node-2 delete ", new[] { "o", "On", "o" })]
    [InlineData("1", "create  delete node-0.0o", new[] { "on" })]
    [InlineData("1", "create  delete node-0.2O,node-0.0O", new[] { "ONO" })]
    [InlineData("1", "create node-0 delete ", new[] { "Ox", "O" })]
    public void With_a_surge_the_new_pod_comes_before_the_old_one_goes(string surge, string expected, string[] nodes) =>
        Step(DaemonSetStories.Set("0", surge), nodes).ShouldBe(expected);

    [Fact]
    public void On_delete_waits_for_somebody_to_delete() =>
        Step(DaemonSetStories.Set(type: "OnDelete"), "O", "o", "").ShouldBe("create node-2 delete ");

    [Fact]
    public void A_pod_counts_as_available_after_its_minimum_of_ready_seconds()
    {
        var set = DaemonSetStories.Set();
        set = set with { Spec = set.Spec with { MinReadySeconds = 10 } };
        var nodes = DaemonSetStories.Nodes("N", "O");
        DaemonPlan.For(set, nodes, DaemonSetStories.Now, A.Noon.AddSeconds(9)).Delete.ShouldHaveSingleItem("none is available").Metadata.Name.ShouldBe("node-1.0O");
        set = DaemonSetStories.Set() with { Spec = set.Spec };
        DaemonSetStatuses.Of(set, nodes, DaemonSetStories.Now, A.Noon.AddSeconds(9)).NumberAvailable.ShouldBeNull();
        DaemonSetStatuses.Of(set, nodes, DaemonSetStories.Now, A.Noon.AddSeconds(10)).NumberAvailable.ShouldBe(2);
    }

    [Theory]
    [InlineData("1", "0", 0, 1)]
    [InlineData("0", "0", 0, 1)]
    [InlineData("25%", "0", 0, 3)]
    [InlineData("0", "10%", 1, 0)]
    public void Percentages_are_rounded_up(string unavailable, string surge, int more, int less) =>
        DaemonRollout.Limits(DaemonSetStories.Set(unavailable, surge), 10).ShouldBe((more, less));

    [Fact]
    public void The_status_counts_nodes()
    {
        var nodes = DaemonSetStories.Nodes("N", "On", "o", "").Append(DaemonSetStories.Node("stray", "N", shouldRun: false)).ToList();
        var status = DaemonSetStatuses.Of(DaemonSetStories.Set(), nodes, DaemonSetStories.Now, A.Noon);
        (status.DesiredNumberScheduled, status.CurrentNumberScheduled, status.NumberReady, status.UpdatedNumberScheduled, status.NumberAvailable, status.NumberUnavailable, status.NumberMisscheduled)
            .ShouldBe((4, 3, 2, 1, 2, 2, 1));
    }
}
