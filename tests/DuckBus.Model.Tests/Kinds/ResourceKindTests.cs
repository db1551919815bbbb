using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Tests.Kinds;

public sealed class ResourceKindTests
{
    [Theory]
    [InlineData("namespaces", "v1", "Namespace", false, true)]
    [InlineData("nodes", "v1", "Node", false, true)]
    [InlineData("pods", "v1", "Pod", true, true)]
    [InlineData("configmaps", "v1", "ConfigMap", true, false)]
    [InlineData("secrets", "v1", "Secret", true, false)]
    [InlineData("events", "v1", "Event", true, false)]
    [InlineData("leases.coordination.k8s.io", "coordination.k8s.io/v1", "Lease", true, false)]
    [InlineData("replicasets.apps", "apps/v1", "ReplicaSet", true, true)]
    [InlineData("deployments.apps", "apps/v1", "Deployment", true, true)]
    public void Every_kind_is_found_by_its_id(string id, string apiVersion, string name, bool namespaced, bool hasStatus)
    {
        var kind = ResourceKind.Find(id).ShouldNotBeNull();
        kind.ApiVersion.ShouldBe(apiVersion);
        kind.Name.ShouldBe(name);
        kind.Namespaced.ShouldBe(namespaced);
        kind.HasStatus.ShouldBe(hasStatus);
        ResourceKind.All.ShouldContain(kind);
        ResourceKind.Of(kind.Type).ShouldBeSameAs(kind);
    }

    [Fact]
    public void Every_id_and_short_name_is_unique()
    {
        var names = ResourceKind.All.SelectMany(kind => kind.ShortNames.Append(kind.Id)).ToList();
        names.ShouldBe(names.Distinct());
    }

    [Fact]
    public void Every_model_type_is_immutable()
    {
        var writable =
            from type in typeof(Extensible).Assembly.GetExportedTypes()
            where typeof(Extensible).IsAssignableFrom(type)
            from property in type.GetProperties()
            where property.Name != nameof(Extensible.UnknownFields) && property.SetMethod is { } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            select $"{type.Name}.{property.Name}";
        writable.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_no_kind_is_not_found()
    {
        ResourceKind.Find("Pods").ShouldBeNull();
        ResourceKind.Find("deployments").ShouldBeNull();
        Should.Throw<ArgumentException>(() => ResourceKind.Of<Binding>()).Message.ShouldContain("has no [Kind]");
    }

    [Fact]
    public void Paths_are_those_of_Kubernetes()
    {
        ResourceKind.Of<Pod>().Path().ShouldBe("/api/v1/pods");
        ResourceKind.Of<Pod>().Path("pond", "duck", "status").ShouldBe("/api/v1/namespaces/pond/pods/duck/status");
        ResourceKind.Of<Deployment>().Path("pond").ShouldBe("/apis/apps/v1/namespaces/pond/deployments");
        ResourceKind.Of<Node>().Path("ignored", "node-1").ShouldBe("/api/v1/nodes/node-1");
        ResourceKind.Of<Pod>().Path("a/b", "c?d").ShouldBe("/api/v1/namespaces/a%2Fb/pods/c%3Fd");
    }

    [Fact]
    public void A_key_names_one_object()
    {
        var key = ResourceKey.Of(new Pod { Metadata = new() { Namespace = "pond", Name = "duck" } });
        key.ShouldBe(ResourceKey.Of<Pod>("pond", "duck"));
        key.ToString().ShouldBe("pods pond/duck");
        ResourceKey.Of<Node>(null, "node-1").ToString().ShouldBe("nodes node-1");
    }
}
