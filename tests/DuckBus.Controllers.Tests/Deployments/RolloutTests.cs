using DuckBus.Controllers.Deployments;
using DuckBus.Model.Apps;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Tests.Deployments;

public sealed class RolloutTests
{
    private static DeploymentSpec Spec(int replicas, string? surge = null, string? unavailable = null, string? type = null) => new()
    {
        Replicas = replicas,
        Strategy = new DeploymentStrategy
        {
            Type = type,
            RollingUpdate = new RollingUpdateDeployment { MaxSurge = Value(surge), MaxUnavailable = Value(unavailable) },
        },
    };

    private static IntOrString? Value(string? text) =>
        text is null ? null : int.TryParse(text, out var number) ? new IntOrString(number) : new IntOrString(text);

    [Theory]
    [InlineData(4, null, null, 1, 1)]
    [InlineData(3, null, null, 1, 0)]
    [InlineData(10, "25%", "25%", 3, 2)]
    [InlineData(10, "0", "0", 0, 1)]
    [InlineData(2, "2", "5", 2, 2)]
    [InlineData(0, "0", "0", 0, 0)]
    [InlineData(1, "0%", "50%", 0, 1)]
    [InlineData(2000000000, "100%", "100%", 2000000000, 2000000000)]
    public void Percentages_round_towards_more_pods(int replicas, string? surge, string? unavailable, int pods, int less) =>
        Rollout.Limits(Spec(replicas, surge, unavailable)).ShouldBe((pods, less));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(5, 3)]
    public void Without_old_pods_the_new_replica_set_is_simply_scaled(int from, int to) =>
        Rollout.Step(Spec(to), A.ReplicaSet("new", from), []).ShouldBe(new Dictionary<string, int> { ["new"] = to });

    [Fact]
    public void What_is_as_declared_stays() => Rollout.Step(Spec(3), A.ReplicaSet("new", 3), [A.ReplicaSet("old", 0)]).ShouldBeEmpty();

    [Fact]
    public void An_update_that_never_becomes_available_takes_no_available_pod_away()
    {
        var current = A.ReplicaSet("new", 1, available: 0);
        Rollout.Step(Spec(3), current, [A.ReplicaSet("old", 3)]).ShouldBeEmpty();
    }

    [Fact]
    public void Old_pods_that_are_not_available_go_first()
    {
        var step = Rollout.Step(Spec(3), A.ReplicaSet("new", 1, available: 0), [A.ReplicaSet("broken", 1, available: 0), A.ReplicaSet("good", 3)]);
        step.ShouldBe(new Dictionary<string, int> { ["broken"] = 0 });
    }

    [Fact]
    public void Recreate_waits_until_the_old_pods_are_gone()
    {
        var spec = Spec(3, type: "Recreate");
        Rollout.Step(spec, A.ReplicaSet("new", 0), [A.ReplicaSet("old", 3)]).ShouldBe(new Dictionary<string, int> { ["old"] = 0 });
        Rollout.Step(spec, A.ReplicaSet("new", 0), [A.ReplicaSet("old", 0)]).ShouldBe(new Dictionary<string, int> { ["new"] = 3 });
        var leaving = A.ReplicaSet("old", 0) with { Status = new ReplicaSetStatus { TerminatingReplicas = 1 } };
        Rollout.Step(spec, A.ReplicaSet("new", 0), [leaving]).ShouldBeEmpty("a pod that terminates still runs");
        Rollout.MayStart(spec, [leaving]).ShouldBeFalse();
        Rollout.MayStart(spec, [A.ReplicaSet("old", 0)]).ShouldBeTrue();
        Rollout.MayStart(Spec(3), [A.ReplicaSet("old", 3)]).ShouldBeTrue("a rolling update does not wait");
    }

    [Theory]
    [InlineData(10, 0, 10, 0, 0)]
    [InlineData(10, 2, 10, 0, 2)]
    [InlineData(10, 2, 5, 0, 7)]
    [InlineData(10, 2, 10, 2, 2)]
    [InlineData(10, 2, 2, 11, 10)]
    public void The_new_one_grows_as_far_as_the_surge_allows(int replicas, int surge, int old, int current, int expected)
    {
        var step = Rollout.Step(Spec(replicas, $"{surge}", "0"), A.ReplicaSet("new", current), [A.ReplicaSet("old", old)]);
        step.GetValueOrDefault("new", current).ShouldBe(expected);
    }

    [Theory]
    [InlineData(10, "0", 10, 0, 10, 0, 9)]
    [InlineData(10, "2", 10, 0, 10, 0, 8)]
    [InlineData(10, "2", 10, 0, 8, 0, 8)]
    [InlineData(10, "2", 10, 0, 9, 0, 8)]
    [InlineData(10, "2", 8, 2, 8, 0, 8)]
    public void Old_ones_shrink_as_far_as_the_available_pods_allow(
        int replicas, string unavailable, int old, int current, int availableOld, int availableCurrent, int expected)
    {
        var step = Rollout.Step(Spec(replicas, "0", unavailable), A.ReplicaSet("new", current, availableCurrent), [A.ReplicaSet("old", old, availableOld)]);
        step.GetValueOrDefault("old", old).ShouldBe(expected);
    }

    public static TheoryData<int, string, string> Settings => new()
    {
        { 1, "25%", "25%" }, { 2, "25%", "25%" }, { 3, "1", "0" }, { 3, "0", "1" }, { 10, "25%", "25%" }, { 10, "100%", "0" }, { 7, "0", "100%" }, { 5, "0", "0" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_rollout_ends_and_keeps_within_its_limits_on_the_way(int replicas, string surge, string unavailable)
    {
        var spec = Spec(replicas, surge, unavailable);
        var (above, below) = Rollout.Limits(spec);
        var random = new Random(replicas);
        var current = A.ReplicaSet("new", 0);
        var old = A.ReplicaSet("old", replicas);
        for (var i = 0; i < 200; i++)
        {
            var step = Rollout.Step(spec, current, [old]);
            current = Resized(current, step);
            old = Resized(old, step);
            (current.Spec.Replicas!.Value + old.Spec.Replicas!.Value).ShouldBeLessThanOrEqualTo(replicas + above);
            (Available(current) + Available(old)).ShouldBeGreaterThanOrEqualTo(replicas - below);
            if (current.Spec.Replicas == replicas && old.Spec.Replicas == 0 && Available(current) == replicas) return;
            if (Available(current) < current.Spec.Replicas)
                current = With(current, Available(current) + random.Next(0, 2));
        }
        Assert.Fail($"not through after 200 steps: new {current.Spec.Replicas}, old {old.Spec.Replicas}");
    }

    private static int Available(ReplicaSet set) => set.Status.AvailableReplicas ?? 0;

    private static ReplicaSet With(ReplicaSet set, int available) => set with { Status = set.Status with { AvailableReplicas = available } };

    private static ReplicaSet Resized(ReplicaSet set, IReadOnlyDictionary<string, int> step)
    {
        if (!step.TryGetValue(set.Metadata.Name!, out var size)) return set;
        return With(set with { Spec = set.Spec with { Replicas = size } }, Math.Min(size, Available(set)));
    }
}
