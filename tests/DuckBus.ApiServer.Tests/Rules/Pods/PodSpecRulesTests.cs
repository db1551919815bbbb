using System.Text;
using DuckBus.ApiServer.Rules;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Tests.Rules.Pods;

/// <summary>What a pod's spec is refused for, in the words that users of Kubernetes know.</summary>
public sealed class PodSpecRulesTests
{
    [Theory]
    [InlineData("""{"exec":{"command":["true"]},"httpGet":{"port":80}}""", """livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type""")]
    [InlineData("""{}""", """livenessProbe: Required value: must specify a handler type""")]
    [InlineData("""{"exec":{}}""", """livenessProbe.exec.command: Required value""")]
    [InlineData("""{"httpGet":{"port":0}}""", """livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive""")]
    [InlineData("""{"httpGet":{}}""", """livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive""")]
    [InlineData("""{"httpGet":{"port":80,"scheme":"FTP"}}""", """livenessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS" """)]
    [InlineData("""{"httpGet":{"port":80,"httpHeaders":[{"name":"a b","value":""}]}}""", """livenessProbe.httpGet.httpHeaders[0].name: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name')""")]
    [InlineData("""{"tcpSocket":{"port":70000}}""", """livenessProbe.tcpSocket.port: Invalid value: 70000: must be between 1 and 65535, inclusive""")]
    [InlineData("""{"grpc":{"port":0}}""", """livenessProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive""")]
    [InlineData("""{"grpc":{"port":1},"successThreshold":2}""", """livenessProbe.successThreshold: Invalid value: 2: must be 1""")]
    [InlineData("""{"grpc":{"port":1},"periodSeconds":-1}""", """livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0""")]
    [InlineData("""{"grpc":{"port":1},"terminationGracePeriodSeconds":0}""", """livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0""")]
    public void A_bad_probe(string probe, string problem) => OfContainer($"\"livenessProbe\":{probe}").ShouldContain($"spec.containers[0].{problem.TrimEnd()}");

    [Theory]
    [InlineData("\"readinessProbe\":{\"grpc\":{\"port\":1},\"terminationGracePeriodSeconds\":5}", "readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes")]
    [InlineData("\"lifecycle\":{\"preStop\":{}}", "lifecycle.preStop: Required value: must specify a handler type")]
    [InlineData("\"lifecycle\":{\"preStop\":{\"sleep\":{\"seconds\":31}}}", "lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("\"restartPolicy\":\"Always\"", "restartPolicy: Forbidden: may not be set for non-init containers")]
    [InlineData("\"volumeMounts\":[{\"name\":\"x\",\"mountPath\":\"/x\"}]", "volumeMounts[0].name: Not found: \"x\"")]
    [InlineData("\"volumeMounts\":[{\"name\":\"v\"}]", "volumeMounts[0].mountPath: Required value")]
    [InlineData("\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/a\"},{\"name\":\"v\",\"mountPath\":\"/a\"}]", "volumeMounts[1].mountPath: Invalid value: \"/a\": must be unique")]
    [InlineData("\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/a\",\"subPath\":\"../b\"}]", "volumeMounts[0].subPath: Invalid value: \"../b\": must not contain '..'")]
    [InlineData("\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/a\",\"subPath\":\"/b\"}]", "volumeMounts[0].subPath: Invalid value: \"/b\": must be a relative path")]
    [InlineData("\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/a\",\"mountPropagation\":\"Bidirectional\"}]", "volumeMounts[0].mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers")]
    [InlineData("\"volumeDevices\":[{\"name\":\"v\",\"devicePath\":\"/dev/x\"}]", "volumeDevices[0].name: Invalid value: \"v\": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode")]
    [InlineData("\"securityContext\":{\"runAsUser\":-1}", "securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("\"securityContext\":{\"privileged\":true,\"allowPrivilegeEscalation\":false}", "securityContext: Invalid value: \"…\": cannot set `allowPrivilegeEscalation` to false and `privileged` to true")]
    [InlineData("\"securityContext\":{\"seccompProfile\":{\"type\":\"Localhost\"}}", "securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost")]
    [InlineData("\"env\":[{\"name\":\"A\",\"valueFrom\":{\"resourceFieldRef\":{\"resource\":\"limits.ducks\"}}}]", "env[0].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.ducks\": supported values: \"limits.cpu\", \"limits.memory\", \"limits.ephemeral-storage\", \"requests.cpu\", \"requests.memory\", \"requests.ephemeral-storage\"")]
    public void A_bad_container(string field, string problem) => OfContainer(field).ShouldContain($"spec.containers[0].{problem}");

    [Theory]
    [InlineData("\"volumes\":[{\"emptyDir\":{}}]", "spec.volumes[0].name: Required value")]
    [InlineData("\"volumes\":[{\"name\":\"a\"},{\"name\":\"a\"}]", "spec.volumes[1].name: Duplicate value: \"a\"")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"cinder\":{}}]", "spec.volumes[0]: Required value: must specify a volume type")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"emptyDir\":{},\"hostPath\":{\"path\":\"/\"}}]", "spec.volumes[0].emptyDir: Forbidden: may not specify more than 1 volume type")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"hostPath\":{\"path\":\"/a/../b\"}}]", "spec.volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"secret\":{}}]", "spec.volumes[0].secret.secretName: Required value")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"configMap\":{\"name\":\"c\",\"defaultMode\":512}}]", "spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"configMap\":{\"name\":\"c\",\"items\":[{\"key\":\"k\",\"path\":\"/p\"}]}}]", "spec.volumes[0].configMap.items[0].path: Invalid value: \"/p\": must be a relative path")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"downwardAPI\":{\"items\":[{\"path\":\"p\"}]}}]", "spec.volumes[0].downwardAPI.items[0]: Required value: one of fieldRef and resourceFieldRef is required")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"downwardAPI\":{\"items\":[{\"path\":\"p\",\"resourceFieldRef\":{\"resource\":\"limits.cpu\"}}]}}]", "spec.volumes[0].downwardAPI.items[0].resourceFieldRef.containerName: Required value")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"projected\":{\"sources\":[{}]}}]", "spec.volumes[0].projected.sources[0]: Required value: must specify a volume type")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"projected\":{\"sources\":[{\"serviceAccountToken\":{\"path\":\"t\",\"expirationSeconds\":5}}]}}]", "spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"nfs\":{\"server\":\"s\",\"path\":\"p\"}}]", "spec.volumes[0].nfs.path: Invalid value: \"p\": must be an absolute path")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"persistentVolumeClaim\":{}}]", "spec.volumes[0].persistentVolumeClaim.claimName: Required value")]
    [InlineData("\"volumes\":[{\"name\":\"a\",\"ephemeral\":{}}]", "spec.volumes[0].ephemeral.volumeClaimTemplate: Required value")]
    [InlineData("\"hostPID\":true,\"shareProcessNamespace\":true", "spec.shareProcessNamespace: Invalid value: \"true\": ShareProcessNamespace and HostPID cannot both be enabled")]
    [InlineData("\"securityContext\":{\"sysctls\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"2\"}]}", "spec.securityContext.sysctls[1].name: Duplicate value: \"a\"")]
    [InlineData("\"dnsPolicy\":\"None\"", "spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None")]
    [InlineData("\"dnsConfig\":{\"nameservers\":[\"duck\"]}", "spec.dnsConfig.nameservers[0]: Invalid value: \"duck\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("\"hostAliases\":[{\"ip\":\"1.2.3.4\",\"hostnames\":[\"A b\"]}]", "spec.hostAliases[0].hostnames[0]: Invalid value: \"A b\": must be a DNS subdomain: at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit")]
    [InlineData("\"schedulingGates\":[{\"name\":\"a\"},{\"name\":\"a\"}]", "spec.schedulingGates[1]: Duplicate value: \"a\"")]
    [InlineData("\"topologySpreadConstraints\":[{\"maxSkew\":0,\"topologyKey\":\"z\",\"whenUnsatisfiable\":\"DoNotSchedule\"}]", "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("\"topologySpreadConstraints\":[{\"maxSkew\":1,\"topologyKey\":\"z\",\"whenUnsatisfiable\":\"ScheduleAnyway\",\"minDomains\":1}]", "spec.topologySpreadConstraints[0].minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway")]
    [InlineData("\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[]}}}", "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term")]
    [InlineData("\"affinity\":{\"nodeAffinity\":{\"preferredDuringSchedulingIgnoredDuringExecution\":[{\"weight\":0,\"preference\":{}}]}}", "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100")]
    [InlineData("\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{}]}}", "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty")]
    public void A_bad_pod(string field, string problem) => Of($"{{{field},\"containers\":[{{\"name\":\"c\",\"image\":\"i\"}}]}}").ShouldContain(problem);

    [Theory]
    [InlineData("In", "[]", "values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("Exists", "[\"a\"]", "values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    [InlineData("Gt", "[]", "values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'")]
    [InlineData("Like", "[]", "operator: Invalid value: \"Like\": not a valid selector operator")]
    public void A_bad_requirement(string op, string values, string problem) => Of(
        $$$$"""{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"k","operator":"{{{{op}}}}","values":{{{{values}}}}}]}]}}},"containers":[{"name":"c","image":"i"}]}""")
        .ShouldContain($"spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].{problem}");

    [Fact]
    public void Ports_in_the_nodes_network_are_the_same_inside_and_outside() =>
        Of("""{"hostNetwork":true,"containers":[{"name":"c","image":"i","ports":[{"containerPort":80,"hostPort":81}]}]}""")
            .ShouldBe(["spec.containers[0].ports[0].containerPort: Invalid value: 80: must match `hostPort` when `hostNetwork` is true"]);

    [Fact]
    public void Only_a_sidecar_among_the_init_containers_is_probed()
    {
        const string Init = """{"initContainers":[{"name":"i","image":"i","livenessProbe":{"grpc":{"port":1}}POLICY}],"containers":[{"name":"c","image":"i"}]}""";
        Of(Init.Replace("POLICY", "", StringComparison.Ordinal))
            .ShouldBe(["spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always"]);
        Of(Init.Replace("POLICY", ",\"restartPolicy\":\"Always\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static List<string> OfContainer(string field) =>
        Of($"{{\"volumes\":[{{\"name\":\"v\",\"emptyDir\":{{}}}}],\"containers\":[{{\"name\":\"c\",\"image\":\"i\",{field}}}]}}");

    private static List<string> Of(string spec)
    {
        var problems = new Problems();
        PodSpecRules.Validate(PodSpecDefaults.Apply(ModelJson.Read<PodSpec>(Encoding.UTF8.GetBytes(spec))), "spec", problems);
        return [.. problems.Causes.Select(cause => $"{cause.Field}: {cause.Message}")];
    }
}
