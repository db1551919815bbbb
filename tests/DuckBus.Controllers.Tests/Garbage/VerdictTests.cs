using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Controllers.Garbage;
using DuckBus.Model.Kinds;

namespace DuckBus.Controllers.Tests.Garbage;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(new OwnerState[0], false)]
    [InlineData(new[] { OwnerState.Present }, false)]
    [InlineData(new[] { OwnerState.Present, OwnerState.Gone }, false)]
    [InlineData(new[] { OwnerState.Gone }, true)]
    [InlineData(new[] { OwnerState.Gone, OwnerState.Waiting }, true)]
    public void An_object_is_garbage_when_none_of_its_owners_stays(OwnerState[] owners, bool garbage) =>
        Verdict.IsGarbage(owners).ShouldBe(garbage);

    [Theory]
    [InlineData(OwnerState.Gone, true, "Background")]
    [InlineData(OwnerState.Waiting, false, "Background")]
    [InlineData(OwnerState.Waiting, true, "Foreground")]
    public void What_is_waited_for_waits_for_its_own_dependents(OwnerState owner, bool hasDependents, string propagation) =>
        Verdict.Propagation(A.ReplicaSet("web", 1), [owner], hasDependents).ShouldBe(propagation);

    [Fact]
    public void A_key_names_its_kind()
    {
        GarbageKey.Of(A.ReplicaSet("web", 1)).ToString().ShouldBe("replicasets.apps/default/web");
        GarbageKey.Read(new ObjectName("replicasets.apps/default", "web")).ShouldBe(new ResourceKey("replicasets.apps", "default", "web"));
        GarbageKey.Of(A.Node("node-1")).ToString().ShouldBe("nodes/node-1");
        GarbageKey.Read(new ObjectName("nodes", "node-1")).ShouldBe(new ResourceKey("nodes", "", "node-1"));
    }

    [Fact]
    public void The_graph_follows_owners_as_they_change()
    {
        var graph = new OwnerGraph();
        var set = A.ReplicaSet("web", 1);
        var pod = A.Pod("web-1") with { Metadata = Owners.Adopt(A.Meta("web-1"), Owners.ReferenceTo(set)) };
        graph.Put(pod);
        graph.DependentsOf(set.Metadata.Uid!).ShouldHaveSingleItem().ShouldBe(pod);
        graph.Put(pod with { Metadata = Owners.Release(pod.Metadata, [set.Metadata.Uid!]) });
        graph.DependentsOf(set.Metadata.Uid!).ShouldBeEmpty();
        graph.Remove(pod);
        graph.IsGone(pod.Metadata.Uid!).ShouldBeTrue();
    }
}
