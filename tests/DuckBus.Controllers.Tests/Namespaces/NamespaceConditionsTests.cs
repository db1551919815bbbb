using DuckBus.Client.Objects;
using DuckBus.Controllers.Namespaces;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Namespaces;

public sealed class NamespaceConditionsTests
{
    private static NamespaceCondition Condition(NamespaceStatus status, string type) => Conditions.Find(status.Conditions, type)!;

    [Fact]
    public void What_is_left_and_what_it_waits_for_is_told()
    {
        Resource[] left = [A.Pod("a"), A.Pod("b"), new ConfigMap { Metadata = A.Meta("c") with { Finalizers = ["example.org/hold"] } }, A.ReplicaSet("d", 1)];
        var status = NamespaceConditions.Of(new NamespaceStatus { Phase = "Terminating" }, left, A.Noon);
        status.Phase.ShouldBe("Terminating");
        var remaining = Condition(status, "NamespaceContentRemaining");
        (remaining.Status, remaining.Reason, remaining.Message).ShouldBe((
            "True", "SomeResourcesRemain",
            "Some resources are remaining: configmaps. has 1 resource instances, pods. has 2 resource instances, replicasets.apps has 1 resource instances"));
        Condition(status, "NamespaceFinalizersRemaining").Message.ShouldBe("Some content in the namespace has finalizers remaining: example.org/hold in 1 resource instances");
        Condition(status, "NamespaceDeletionContentFailure").Status.ShouldBe("False");
    }

    [Fact]
    public void Nothing_new_is_the_very_same()
    {
        var status = NamespaceConditions.Of(new NamespaceStatus(), [], A.Noon);
        Condition(status, "NamespaceContentRemaining").Status.ShouldBe("False");
        NamespaceConditions.Of(status, [], A.Noon.AddMinutes(1)).Conditions.ShouldBeSameAs(status.Conditions);
    }
}
