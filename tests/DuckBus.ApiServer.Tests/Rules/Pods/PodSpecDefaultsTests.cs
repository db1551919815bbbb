using System.Text;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Tests.Rules.Pods;

public sealed class PodSpecDefaultsTests
{
    [Theory]
    [InlineData("{}", "securityContext", "{}")]
    [InlineData("{}", "enableServiceLinks", "true")]
    [InlineData("""{"serviceAccount":"duck"}""", "serviceAccountName", "duck")]
    [InlineData("""{"serviceAccountName":"duck"}""", "serviceAccount", "duck")]
    [InlineData("""{"serviceAccountName":"new","serviceAccount":"old"}""", "serviceAccount", "new")]
    [InlineData("""{"volumes":[{"name":"a"}]}""", "volumes.0.emptyDir", "{}")]
    [InlineData("""{"volumes":[{"name":"a","hostPath":{"path":"/"}}]}""", "volumes.0.hostPath.type", "")]
    [InlineData("""{"volumes":[{"name":"a","secret":{"secretName":"s"}}]}""", "volumes.0.secret.defaultMode", "420")]
    [InlineData("""{"volumes":[{"name":"a","configMap":{"name":"c"}}]}""", "volumes.0.configMap.defaultMode", "420")]
    [InlineData("""{"volumes":[{"name":"a","downwardAPI":{"items":[{"path":"p","fieldRef":{"fieldPath":"metadata.name"}}]}}]}""", "volumes.0.downwardAPI.items.0.fieldRef.apiVersion", "v1")]
    [InlineData("""{"volumes":[{"name":"a","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}""", "volumes.0.projected.sources.0.serviceAccountToken.expirationSeconds", "3600")]
    [InlineData("""{"containers":[{"name":"c","livenessProbe":{"httpGet":{"port":80}}}]}""", "containers.0.livenessProbe.httpGet.path", "/")]
    [InlineData("""{"containers":[{"name":"c","livenessProbe":{"httpGet":{"port":80}}}]}""", "containers.0.livenessProbe.httpGet.scheme", "HTTP")]
    [InlineData("""{"containers":[{"name":"c","readinessProbe":{"grpc":{"port":80}}}]}""", "containers.0.readinessProbe.timeoutSeconds", "1")]
    [InlineData("""{"containers":[{"name":"c","readinessProbe":{"grpc":{"port":80}}}]}""", "containers.0.readinessProbe.periodSeconds", "10")]
    [InlineData("""{"containers":[{"name":"c","startupProbe":{"grpc":{"port":80},"failureThreshold":0}}]}""", "containers.0.startupProbe.failureThreshold", "3")]
    [InlineData("""{"hostNetwork":true,"containers":[{"name":"c","ports":[{"containerPort":80}]}]}""", "containers.0.ports.0.hostPort", "80")]
    [InlineData("""{"containers":[{"name":"c","ports":[{"containerPort":80}]}]}""", "containers.0.ports.0.hostPort", null)]
    public void What_is_left_out_is_filled_in(string spec, string path, string? expected) =>
        JsonNode.Parse(ModelJson.Write(PodSpecDefaults.Apply(Read(spec)))).At(path).ShouldBe(expected);

    [Fact]
    public void Filling_in_twice_changes_nothing()
    {
        var once = PodSpecDefaults.Apply(Read("""{"volumes":[{"name":"a"}],"containers":[{"name":"c","image":"i","livenessProbe":{"httpGet":{"port":80}}}]}"""));
        ModelJson.Write(PodSpecDefaults.Apply(once)).ShouldBe(ModelJson.Write(once));
    }

    private static PodSpec Read(string spec) => ModelJson.Read<PodSpec>(Encoding.UTF8.GetBytes(spec));
}
