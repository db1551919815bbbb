using DuckBus.Client.Objects;
using DuckBus.Controllers.Nodes;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.Nodes;

public sealed class NodeVerdictTests
{
    private static Node Judge(Node node, NodeHealth health)
    {
        node = node with { Status = NodeVerdict.Status(node, health, A.Noon) };
        return node with { Spec = node.Spec with { Taints = NodeVerdict.Taints(node, A.Noon) } };
    }

    private static string? Ready(Node node) => Conditions.Find(node.Status.Conditions, "Ready")?.Status;

    private static string Taints(Node node) => string.Join(" ", node.Spec.Taints?.Select(taint => $"{taint.Key}:{taint.Effect}") ?? []);

    [Fact]
    public void A_lost_node_is_unknown_and_tainted_and_a_returning_one_ready_and_clean()
    {
        var mine = new Taint { Key = "mine", Effect = "NoSchedule" };
        var node = A.Node("node-1") with { Spec = new NodeSpec { Taints = [mine] } };
        var lost = Judge(node, NodeHealth.Lost);
        Ready(lost).ShouldBe("Unknown");
        Taints(lost).ShouldBe("mine:NoSchedule node.kubernetes.io/unreachable:NoSchedule node.kubernetes.io/unreachable:NoExecute");
        var back = Judge(lost, NodeHealth.Alive);
        (Ready(back), Taints(back)).ShouldBe(("True", "mine:NoSchedule"));
    }

    [Theory]
    [InlineData(NodeHealth.Alive, "True")]
    [InlineData(NodeHealth.Undecided, "True")]
    [InlineData(NodeHealth.Undecided, "Unknown")]
    [InlineData(NodeHealth.Lost, "Unknown")]
    public void What_is_as_it_should_be_stays_the_very_same(NodeHealth health, string ready)
    {
        var node = Judge(A.Node("node-1", ready), NodeHealth.Undecided);
        NodeVerdict.Status(node, health, A.Noon.AddHours(1)).ShouldBeSameAs(node.Status);
        NodeVerdict.Taints(node, A.Noon.AddHours(1)).ShouldBeSameAs(node.Spec.Taints);
    }

    [Fact]
    public void A_node_that_says_itself_that_it_is_not_ready_is_believed()
    {
        var node = Judge(A.Node("node-1", "False"), NodeHealth.Alive);
        Ready(node).ShouldBe("False");
        Taints(node).ShouldContain("node.kubernetes.io/not-ready:NoExecute");
    }

    [Fact]
    public void A_node_that_has_not_spoken_yet_is_not_tainted() => Taints(Judge(A.Node("node-1", null), NodeHealth.Undecided)).ShouldBeEmpty();
}
