using DuckBus.Controllers.Deployments;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Tests.Deployments;

public sealed class RevisionTests
{
    private static T Annotated<T>(T resource, params (string Key, string Value)[] annotations)
        where T : Model.Meta.Resource => resource with { Metadata = resource.Metadata with { Annotations = A.Labels(annotations) } };

    [Fact]
    public void An_old_template_that_comes_back_gets_the_next_number_and_remembers_its_own()
    {
        var deployment = A.Deployment("web", 3);
        var old = Annotated(A.ReplicaSet("web-2", 0), (Revisions.Annotation, "4"));
        Revisions.Next([old]).ShouldBe(5);
        var back = Revisions.Noted(Annotated(A.ReplicaSet("web-1", 0), (Revisions.Annotation, "3"), (Revisions.History, "1")), deployment, 5);
        Revisions.Of(back).ShouldBe(5);
        back.Metadata.Annotations![Revisions.History].ShouldBe("1,3");
        Revisions.Noted(back, deployment, 5).ShouldBeSameAs(back);
    }

    [Fact]
    public void A_replica_set_takes_over_why_it_was_made_but_not_what_belongs_to_the_deployment()
    {
        var deployment = Annotated(
            A.Deployment("web", 3), ("kubernetes.io/change-cause", "new image"), (Revisions.Annotation, "9"), ("kubectl.kubernetes.io/last-applied-configuration", "{}"));
        var set = ReplicaSetsOf.New(deployment, 1);
        set.Metadata.Annotations.ShouldBe(
            new Dictionary<string, string>
            {
                ["kubernetes.io/change-cause"] = "new image",
                [Revisions.Annotation] = "1",
                [Scaling.DesiredReplicas] = "3",
                [Scaling.MaxReplicas] = "4",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void History_that_gets_too_long_loses_its_beginning()
    {
        var set = Annotated(A.ReplicaSet("web-1", 0), (Revisions.Annotation, "700"), (Revisions.History, string.Join(',', Enumerable.Range(1, 550))));
        var history = Revisions.Noted(set, A.Deployment("web", 1), 701).Metadata.Annotations![Revisions.History];
        history.Length.ShouldBeLessThanOrEqualTo(2000);
        history.ShouldEndWith(",550,700");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(10, 0)]
    public void Old_templates_beyond_the_limit_are_forgotten_the_oldest_first(int limit, int forgotten)
    {
        var spec = A.Deployment("web", 1).Spec with { RevisionHistoryLimit = limit };
        var old = Enumerable.Range(1, 3).Reverse().Select(i => Idle($"web-{i}", 0, 0, i)).ToList();
        Rollout.Surplus(spec, old).Select(set => set.Metadata.Name).ShouldBe(Enumerable.Range(1, forgotten).Select(i => $"web-{i}"));
    }

    [Fact]
    public void What_has_or_may_have_pods_is_not_forgotten()
    {
        var spec = A.Deployment("web", 1).Spec with { RevisionHistoryLimit = 0 };
        var unseen = Idle("unseen", 0, 0, 5);
        unseen = unseen with { Metadata = unseen.Metadata with { Generation = 2 } };
        var leaving = Idle("leaving", 0, 0, 6);
        leaving = leaving with { Metadata = leaving.Metadata with { DeletionTimestamp = A.Noon } };
        Rollout.Surplus(spec, [Idle("idle", 0, 0, 1), Idle("leaving-pods", 0, 1, 2), Idle("wants", 1, 0, 3), Idle("runs", 1, 1, 4), unseen, leaving])
            .ShouldHaveSingleItem().Metadata.Name.ShouldBe("idle");
    }

    private static ReplicaSet Idle(string name, int size, int there, int revision)
    {
        var set = Annotated(A.ReplicaSet(name, size), (Revisions.Annotation, $"{revision}"));
        return set with { Status = new ReplicaSetStatus { Replicas = there, ObservedGeneration = 1 } };
    }
}
