using DuckBus.Controllers.ReplicaSets;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.ReplicaSets;

public sealed class ReplicaPlanTests
{
    [Theory]
    [InlineData(3, 0, 3, 0)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(3, 3, 0, 0)]
    [InlineData(3, 5, 0, 2)]
    [InlineData(0, 2, 0, 2)]
    [InlineData(2000, 0, ReplicaPlan.Burst, 0)]
    public void The_difference_is_created_or_deleted(int wanted, int there, int create, int delete)
    {
        var plan = ReplicaPlan.For(wanted, [.. Enumerable.Range(0, there).Select(i => A.Pod($"pod-{i}"))]);
        (plan.Create, plan.Delete.Count).ShouldBe((create, delete));
    }

    public static TheoryData<string, Pod, Pod> Pairs => new()
    {
        { "unbound before bound", A.Pod("first", node: null, phase: "Pending"), A.Pod("second", phase: "Pending") },
        { "pending before running", A.Pod("first", phase: "Pending"), A.Pod("second", phase: "Running") },
        { "not ready before ready", A.Pod("first", ready: false), A.Pod("second") },
        { "cheaper before dearer", Costing(A.Pod("first"), "-5"), A.Pod("second", readySince: A.Noon.AddMinutes(5)) },
        { "what is not ready before what is cheap", A.Pod("first", ready: false), Costing(A.Pod("second"), "-5") },
        { "cost that is no number counts as none", A.Pod("first"), Costing(A.Pod("second"), "1") },
        { "ready for less time first", A.Pod("first", readySince: A.Noon.AddMinutes(5)), A.Pod("second") },
        { "newer before older", A.Pod("first", created: A.Noon.AddMinutes(5)), A.Pod("second") },
        { "bound and not ready before ready", A.Pod("first", ready: false, created: A.Noon.AddMinutes(-5)), A.Pod("second") },
    };

    private static Pod Costing(Pod pod, string cost) =>
        pod with { Metadata = pod.Metadata with { Annotations = A.Labels((ReplicaPlan.DeletionCost, cost)) } };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_missed_least_goes_first(string why, Pod first, Pod second)
    {
        ReplicaPlan.For(1, [first, second]).Delete.ShouldHaveSingleItem(why).Metadata.Name.ShouldBe("first", why);
        ReplicaPlan.For(1, [second, first]).Delete.ShouldHaveSingleItem(why).Metadata.Name.ShouldBe("first", why);
    }

    [Fact]
    public void Of_pods_that_are_alike_the_one_goes_that_has_more_company_on_its_node()
    {
        var plan = ReplicaPlan.For(2, [A.Pod("alone", "node-2"), A.Pod("a", "node-1"), A.Pod("b", "node-1")]);
        plan.Delete.ShouldHaveSingleItem().Spec.NodeName.ShouldBe("node-1");
    }

    [Fact]
    public void Pods_of_other_templates_of_the_same_deployment_are_company_too()
    {
        var (a, b) = (A.Pod("a", "node-1"), A.Pod("b", "node-2"));
        ReplicaPlan.For(1, [a, b], [a, b, A.Pod("other", "node-2")]).Delete.ShouldHaveSingleItem().ShouldBe(b);
        ReplicaPlan.For(1, [a, b], [a, b, A.Pod("other", "node-1")]).Delete.ShouldHaveSingleItem().ShouldBe(a);
    }
}
