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
        { "ready for less time first", A.Pod("first", readySince: A.Noon.AddMinutes(5)), A.Pod("second") },
        { "newer before older", A.Pod("first", created: A.Noon.AddMinutes(5)), A.Pod("second") },
        { "bound and not ready before ready", A.Pod("first", ready: false, created: A.Noon.AddMinutes(-5)), A.Pod("second") },
    };

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
}
