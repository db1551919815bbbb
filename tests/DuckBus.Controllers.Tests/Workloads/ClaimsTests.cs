using DuckBus.Client.Objects;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.Workloads;

public sealed class ClaimsTests
{
    private readonly ReplicaSet set = A.ReplicaSet("web", 1);

    private Pod Owned(Pod pod) => pod with { Metadata = Owners.Adopt(pod.Metadata, Owners.ReferenceTo(set)) };

    private static Pod Labeled(Pod pod, string app) => pod with { Metadata = pod.Metadata with { Labels = A.Labels(("app", app)) } };

    private static string Names(IEnumerable<Pod> pods) => string.Join(",", pods.Select(pod => pod.Metadata.Name));

    [Fact]
    public void Matching_orphans_are_adopted_and_own_pods_that_no_longer_match_are_released()
    {
        var other = A.ReplicaSet("other", 1);
        var claims = Claims.Of(set, set.Spec.Selector,
        [
            Owned(A.Pod("mine")),
            A.Pod("orphan"),
            Labeled(A.Pod("stranger"), "db"),
            Owned(Labeled(A.Pod("renamed"), "db")),
            A.Leaving(A.Pod("leaving-orphan")),
            A.Pod("others") with { Metadata = Owners.Adopt(A.Meta("others", ("app", "web")), Owners.ReferenceTo(other)) },
        ]);
        (Names(claims.Owned), Names(claims.Adopt), Names(claims.Release)).ShouldBe(("mine", "orphan", "renamed"));
    }

    [Fact]
    public void A_replica_set_on_its_way_out_takes_nothing_in()
    {
        var leaving = set with { Metadata = set.Metadata with { DeletionTimestamp = A.Noon } };
        Claims.Of(leaving, leaving.Spec.Selector, [A.Pod("orphan")]).Adopt.ShouldBeEmpty();
    }
}
