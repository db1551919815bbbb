using DuckBus.Controllers.Deployments;
using DuckBus.Model.Apps;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Tests.Deployments;

/// <summary>The numbers that Kubernetes gets in the same situations.</summary>
public sealed class ScalingTests
{
    private static Deployment Deployment(int replicas, int surge)
    {
        var deployment = A.Deployment("web", replicas);
        var rolling = new RollingUpdateDeployment { MaxSurge = new IntOrString(surge), MaxUnavailable = new IntOrString(0) };
        return deployment with { Spec = deployment.Spec with { Strategy = new DeploymentStrategy { Type = "RollingUpdate", RollingUpdate = rolling } } };
    }

    private static ReplicaSet Set(string name, int size, int age, Deployment before)
    {
        var set = Revisions.Sized(A.ReplicaSet(name, size), before.Spec);
        return set with { Metadata = set.Metadata with { CreationTimestamp = A.Noon.AddHours(-age) } };
    }

    private static int Size(IReadOnlyDictionary<string, int> sizes, ReplicaSet set) => sizes.GetValueOrDefault(set.Metadata.Name!, set.Spec.Replicas!.Value);

    [Theory]
    [InlineData("one template grows", 10, 12, new[] { 10 }, new[] { 12 })]
    [InlineData("one template shrinks", 10, 5, new[] { 10 }, new[] { 5 })]
    [InlineData("two grow alike", 5, 10, new[] { 2, 3 }, new[] { 4, 6 })]
    [InlineData("two shrink alike", 5, 3, new[] { 2, 3 }, new[] { 1, 2 })]
    [InlineData("a small one vanishes", 9, 4, new[] { 8, 1 }, new[] { 4, 0 })]
    [InlineData("three grow alike", 7, 10, new[] { 2, 3, 2 }, new[] { 3, 4, 3 })]
    [InlineData("three shrink alike", 13, 8, new[] { 2, 8, 3 }, new[] { 1, 5, 2 })]
    [InlineData("what is left over goes to the newest", 3, 4, new[] { 1, 1, 1 }, new[] { 2, 1, 1 })]
    [InlineData("what is left over is taken from the oldest", 3, 2, new[] { 1, 1, 1 }, new[] { 1, 1, 0 })]
    [InlineData("all go", 6, 0, new[] { 3, 2, 1 }, new[] { 0, 0, 0 })]
    [InlineData("from nothing only the new one grows", 0, 6, new[] { 0, 0, 0 }, new[] { 6, 0, 0 })]
    public void Replica_sets_keep_their_shares(string why, int before, int after, int[] sizes, int[] expected) => Check(why, before, 0, after, 0, sizes, expected);

    [Theory]
    [InlineData(10, 2, 20, 2, new[] { 6, 6 }, new[] { 11, 11 })]
    [InlineData(10, 3, 50, 6, new[] { 5, 8 }, new[] { 22, 34 })]
    public void The_surge_is_shared_too(int before, int surgeBefore, int after, int surge, int[] sizes, int[] expected) =>
        Check("with surge", before, surgeBefore, after, surge, sizes, expected);

    [Theory]
    [InlineData(4, 5, new[] { 2, 2 }, new[] { 3, 2 })]
    [InlineData(10, 14, new[] { 7, 3 }, new[] { 10, 4 })]
    public void Before_the_new_template_has_a_replica_set_the_old_ones_grow(int before, int after, int[] sizes, int[] expected)
    {
        var old = sizes.Select((size, i) => Set($"web-{i}", size, i, Deployment(before, 0))).ToList();
        var scaled = Scaling.Sizes(Deployment(after, 0), null, old);
        old.Select(set => Size(scaled, set)).ShouldBe(expected);
    }

    [Fact]
    public void A_full_new_template_whose_pods_do_not_get_available_takes_no_old_pod_away()
    {
        var deployment = Deployment(2, 1);
        var broken = Set("new", 2, 0, deployment);
        broken = broken with { Status = broken.Status with { AvailableReplicas = 0 } };
        Scaling.Sizes(deployment, broken, [Set("old", 1, 1, deployment)]).ShouldBeEmpty();
    }

    [Fact]
    public void A_change_of_the_number_is_told_from_a_step_of_a_rollout()
    {
        var set = Set("web-1", 3, 0, Deployment(5, 0));
        Scaling.IsDue(Deployment(5, 0).Spec, [set]).ShouldBeFalse();
        Scaling.IsDue(Deployment(6, 0).Spec, [set]).ShouldBeTrue();
        Scaling.IsDue(Deployment(6, 0).Spec, [A.ReplicaSet("unknown", 2)]).ShouldBeFalse("it does not say what it was sized for");
    }

    private static void Check(string why, int before, int surgeBefore, int after, int surge, int[] sizes, int[] expected)
    {
        var sets = sizes.Select((size, i) => Set($"web-{i}", size, i, Deployment(before, surgeBefore))).ToList();
        var scaled = Scaling.Sizes(Deployment(after, surge), sets[0], sets[1..]);
        sets.Select(set => Size(scaled, set)).ShouldBe(expected, why);
    }
}
