using System.Text;
using DuckBus.ApiServer.Rules;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Tests.Rules.Pods;

public sealed class PodWarningTests
{
    [Theory]
    [InlineData("""{"terminationGracePeriodSeconds":-1}""", "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1")]
    [InlineData("""{"nodeSelector":{"beta.kubernetes.io/os":"linux"}}""", "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("""{"containers":[{"env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}]}""",
        "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply")]
    [InlineData("""{"containers":[{"env":[{"name":"A","value":"1"},{"name":"A","value":"$(A)2"}]}]}""", null)]
    [InlineData("""{"containers":[{"env":[{"name":"A","value":"1"},{"name":"A","value":"$(A)"}]}]}""",
        "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply")]
    [InlineData("""{"containers":[{"ports":[{"containerPort":80,"protocol":"TCP"},{"containerPort":80,"protocol":"TCP"}]}]}""",
        "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]")]
    [InlineData("""{"containers":[{"ports":[{"containerPort":80}]},{"ports":[{"containerPort":80,"hostPort":8080}]}]}""",
        "spec.containers[1].ports[0]: overlapping port definition with spec.containers[0].ports[0]")]
    [InlineData("""{"containers":[{"ports":[{"containerPort":80,"hostPort":8080,"hostIP":"10.0.0.1"},{"containerPort":80,"hostPort":8080}]}]}""",
        "spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]")]
    [InlineData("""{"containers":[{"ports":[{"containerPort":53,"protocol":"TCP"},{"containerPort":53,"protocol":"UDP"}]}]}""", null)]
    [InlineData("""{"containers":[{"resources":{"limits":{"memory":"100m"}}}]}""",
        "spec.containers[0].resources.limits[memory]: fractional byte value \"100m\" is invalid, must be an integer")]
    [InlineData("""{"hostAliases":[{"ip":"10.0.0.1"},{"ip":"10.0.0.1"}]}""", "spec.hostAliases[1].ip: duplicate ip \"10.0.0.1\"")]
    [InlineData("""{"imagePullSecrets":[{"name":"a"},{"name":"a"}]}""", "spec.imagePullSecrets[1].name: duplicate name \"a\"")]
    [InlineData("""{"imagePullSecrets":[{"name":""}]}""", "spec.imagePullSecrets[0].name: invalid empty name \"\"")]
    [InlineData("""{"topologySpreadConstraints":[{"topologyKey":"zone"}]}""", "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod")]
    [InlineData("""{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"beta.kubernetes.io/arch"}]}]}}}}""",
        "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: beta.kubernetes.io/arch is deprecated since v1.14; use \"kubernetes.io/arch\" instead")]
    public void What_is_hardly_meant_is_told(string spec, string? warning)
    {
        var parsed = ModelJson.Read<PodSpec>(Encoding.UTF8.GetBytes(spec));
        string[] expected = warning is null ? [] : [warning];

        KindRules.Of(ResourceKind.Of<Pod>()).Warnings(new Pod { Spec = parsed }).ShouldBe(expected);
        KindRules.Of(ResourceKind.Of<Deployment>()).Warnings(new Deployment { Spec = new() { Template = new() { Spec = parsed } } })
            .ShouldBe(expected.Select(text => "spec.template." + text.Replace(" with spec", " with spec.template.spec", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_old_annotation_is_told() => KindRules.Of(ResourceKind.Of<Pod>())
        .Warnings(new Pod { Metadata = new() { Annotations = new Dictionary<string, string> { ["scheduler.alpha.kubernetes.io/critical-pod"] = "" } } })
        .ShouldBe(["metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the \"priorityClassName\" field instead"]);
}
