using DuckBus.Controllers.Disruptions;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Policy;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Tests.Disruptions;

public sealed class DisruptionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    [Theory]
    [InlineData("2", null, 3, 3, 2, 1)]
    [InlineData("2", null, 2, 2, 2, 0)]
    [InlineData("2", null, 1, 1, 2, 0)]
    [InlineData("50%", null, 3, 3, 2, 1)]
    [InlineData("0", null, 3, 3, 0, 3)]
    [InlineData(null, "1", 3, 3, 2, 1)]
    [InlineData(null, "1", 3, 2, 2, 0)]
    [InlineData(null, "50%", 3, 3, 1, 2)]
    [InlineData(null, "0", 3, 3, 3, 0)]
    [InlineData(null, "5", 3, 3, 0, 3)]
    [InlineData(null, "1", 0, 0, 0, 0)]
    [InlineData(null, null, 3, 3, 2, 1)]
    public void The_numbers_are_those_of_Kubernetes(string? min, string? max, int pods, int ready, int desired, int allowed)
    {
        var status = Disruption.Status(Budget(min, max), [.. Enumerable.Range(0, pods).Select(i => Pod($"p{i}", i < ready))], declared: pods, Now);
        (status.DesiredHealthy, status.CurrentHealthy, status.DisruptionsAllowed).ShouldBe((desired, ready, allowed));
        status.Conditions.ShouldHaveSingleItem().Status.ShouldBe(allowed > 0 ? "True" : "False");
    }

    [Fact]
    public void A_pod_that_was_evicted_counts_no_more_until_its_time_is_over()
    {
        var budget = Budget("1", null);
        budget = budget with { Status = new PodDisruptionBudgetStatus { DisruptedPods = new Dictionary<string, DateTimeOffset> { ["a"] = Now, ["gone"] = Now } } };
        Pod[] pods = [Pod("a", true), Pod("b", true)];

        var fresh = Disruption.Status(budget, pods, 2, Now);
        fresh.CurrentHealthy.ShouldBe(1);
        fresh.DisruptedPods!.Keys.ShouldBe(["a"]);
        Disruption.NextLook(fresh).ShouldBe(Now + Disruption.DeletionTimeout);
        Disruption.Status(budget, pods, 2, Now + Disruption.DeletionTimeout).CurrentHealthy.ShouldBe(2);
    }

    [Fact]
    public void A_pod_on_its_way_out_is_not_healthy()
    {
        var leaving = Pod("a", true);
        leaving = leaving with { Metadata = leaving.Metadata with { DeletionTimestamp = Now } };
        Disruption.Status(Budget("1", null), [leaving, Pod("b", true)], 2, Now).DisruptionsAllowed.ShouldBe(0);
    }

    private static PodDisruptionBudget Budget(string? min, string? max) => new() { Spec = new PodDisruptionBudgetSpec { MinAvailable = Amount(min), MaxUnavailable = Amount(max) } };

    private static IntOrString? Amount(string? text) => text is null ? null : int.TryParse(text, out var number) ? new IntOrString(number) : new IntOrString(text);

    private static Pod Pod(string name, bool ready) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Status = new PodStatus { Phase = "Running", Conditions = [new PodCondition { Type = "Ready", Status = ready ? "True" : "False" }] },
    };
}
