using System.Diagnostics;
using System.Text.RegularExpressions;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.AnswerForms;

/// <summary>Everything that <c>kubectl get</c> can print.</summary>
public sealed partial class KubectlGetTests : ServerTests
{
    private const string Sets = "/apis/apps/v1/namespaces/default/replicasets";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Template = """
        "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}
        """;

    [Theory]
    [InlineData("get pods", "NAME READY STATUS RESTARTS AGE|a 0/1 Pending 0 Ns|b 0/1 Pending 0 Ns")]
    [InlineData("get pod a", "NAME READY STATUS RESTARTS AGE|a 0/1 Pending 0 Ns")]
    [InlineData("get pods -o wide", "NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES|a 0/1 Pending 0 Ns <none> <none> <none> <none>|b 0/1 Pending 0 Ns <none> node-1 <none> <none>")]
    [InlineData("get pods -A --no-headers", "default a 0/1 Pending 0 Ns|default b 0/1 Pending 0 Ns|kube-system c 0/1 Pending 0 Ns")]
    [InlineData("get pods -l tier=front --show-labels", "NAME READY STATUS RESTARTS AGE LABELS|a 0/1 Pending 0 Ns app=web,tier=front")]
    [InlineData("get pods -L app", "NAME READY STATUS RESTARTS AGE APP|a 0/1 Pending 0 Ns web|b 0/1 Pending 0 Ns")]
    [InlineData("get pods --field-selector spec.nodeName=node-1 -o name", "pod/b")]
    [InlineData("get pods --sort-by={.spec.nodeName} --no-headers", "a 0/1 Pending 0 Ns|b 0/1 Pending 0 Ns")]
    [InlineData("get pods --chunk-size=1 -A --no-headers", "default a 0/1 Pending 0 Ns|default b 0/1 Pending 0 Ns|kube-system c 0/1 Pending 0 Ns")]
    [InlineData("get pods -o jsonpath={.items[*].metadata.name}", "a b")]
    [InlineData("get pods -o custom-columns=N:.metadata.name,ON:.spec.nodeName", "N ON|a <none>|b node-1")]
    [InlineData("get pod a -o go-template={{.metadata.name}}", "a")]
    [InlineData("get pods nobody --ignore-not-found", "")]
    [InlineData("get pods,deploy", "NAME READY STATUS RESTARTS AGE|pod/a 0/1 Pending 0 Ns|pod/b 0/1 Pending 0 Ns||NAME READY UP-TO-DATE AVAILABLE AGE|deployment.apps/web 0/2 0 0 Ns")]
    [InlineData("get all", "NAME READY STATUS RESTARTS AGE|pod/a 0/1 Pending 0 Ns|pod/b 0/1 Pending 0 Ns||NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE|service/kubernetes ClusterIP 10.96.0.1 <none> 443/TCP Ns||NAME READY UP-TO-DATE AVAILABLE AGE|deployment.apps/web 0/2 0 0 Ns||NAME DESIRED CURRENT READY AGE|replicaset.apps/web-1 2 0 0 Ns")]
    [InlineData("get deploy -o wide", "NAME READY UP-TO-DATE AVAILABLE AGE CONTAINERS IMAGES SELECTOR|web 0/2 0 0 Ns c i:1 app=web")]
    [InlineData("get rs -o wide", "NAME DESIRED CURRENT READY AGE CONTAINERS IMAGES SELECTOR|web-1 2 0 0 Ns c i:1 app=web")]
    [InlineData("get nodes", "NAME STATUS ROLES AGE VERSION|node-1 Unknown,SchedulingDisabled <none> Ns")]
    [InlineData("get ns default", "NAME STATUS AGE|default Active Ns")]
    [InlineData("get cm,secret conf", "NAME DATA AGE|configmap/conf 1 Ns||NAME TYPE DATA AGE|secret/conf Opaque 1 Ns")]
    [InlineData("get events", "LAST SEEN TYPE REASON OBJECT MESSAGE|<unknown> Normal Started pod/a up")]
    [InlineData("get lease -n kube-node-lease", "NAME HOLDER AGE|node-1 node-1 Ns")]
    public async Task Kubectl_prints_what_it_prints_with_Kubernetes(string command, string expected)
    {
        await PrepareAsync();

        Plain(await KubectlAsync(command)).ShouldBe(expected, command);
    }

    [Fact]
    public async Task Kubectl_prints_objects_as_yaml()
    {
        await Server.PodAsync("a");

        var yaml = await KubectlAsync("get pod a -o yaml");

        yaml.ShouldContain("kind: Pod\n");
        yaml.ShouldContain("\n  containers:\n");
    }

    [Theory]
    [InlineData("get pods -w --output-watch-events", "EVENT NAME READY STATUS RESTARTS AGE|ADDED a 0/1 Pending 0 Ns|ADDED b 0/1 Pending 0 Ns|DELETED a 0/1 Terminating 0 Ns")]
    [InlineData("get pods -w", "NAME READY STATUS RESTARTS AGE|a 0/1 Pending 0 Ns|b 0/1 Pending 0 Ns|a 0/1 Terminating 0 Ns")]
    [InlineData("get pods -w -o wide", "NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES|a 0/1 Pending 0 Ns <none> <none> <none> <none>|b 0/1 Pending 0 Ns <none> <none> <none> <none>|a 0/1 Terminating 0 Ns <none> <none> <none> <none>")]
    [InlineData("get pod a -w -o name", "pod/a|pod/a")]
    public async Task Kubectl_watches(string command, string expected)
    {
        await Server.PodAsync("a");
        var lines = expected.Split('|');
        using var kubectl = Start(command);
        var seen = new List<string>();
        await TakeAsync(command.Contains("-o name") ? 1 : 2);

        await Server.PodAsync("b");
        if (!command.Contains("-o name")) await TakeAsync(3);
        await Server.SendAsync("DELETE", "/api/v1/namespaces/default/pods/a");
        await TakeAsync(lines.Length);
        kubectl.Kill();

        seen.ShouldBe(lines);

        async Task TakeAsync(int count)
        {
            while (seen.Count < count && await kubectl.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line) seen.Add(Plain(line));
        }
    }

    [Fact]
    public async Task Kubectl_watches_only_what_comes()
    {
        await Server.PodAsync("a");
        using var kubectl = Start("get pods --watch-only --no-headers -o name");
        await Testing.Eventually.Async("kubectl watches", TimeSpan.FromSeconds(30), () => Server.Part.Watches == 1);

        await Server.PodAsync("b");

        (await kubectl.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe("pod/b");
        kubectl.Kill();
    }

    private async Task PrepareAsync()
    {
        await Server.PodAsync("a", """{"app":"web","tier":"front"}""");
        await Server.PodAsync("b", "{}", "\"nodeName\":\"node-1\"");
        foreach (var (path, body) in new[]
        {
            ("/api/v1/namespaces/kube-system/pods", """{"metadata":{"name":"c"},"spec":{"containers":[{"name":"c","image":"i"}]}}"""),
            (Deployments, $$$"""{"metadata":{"name":"web"},"spec":{"replicas":2,{{{Template}}} } }"""),
            (Sets, $$$"""{"metadata":{"name":"web-1"},"spec":{"replicas":2,{{{Template}}} } }"""),
            ("/api/v1/nodes", """{"metadata":{"name":"node-1"},"spec":{"unschedulable":true}}"""),
            ("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"conf"},"data":{"a":"b"}}"""),
            ("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"conf"},"stringData":{"a":"b"}}"""),
            ("/api/v1/namespaces/default/events", """{"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","namespace":"default","name":"a"},"type":"Normal","reason":"Started","message":"up"}"""),
            ("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases", """{"metadata":{"name":"node-1"},"spec":{"holderIdentity":"node-1"}}"""),
        })
        {
            var answer = await Server.PostAsync(path, body);
            answer.Code.ShouldBe(201, answer.ToString());
        }
    }

    private async Task<string> KubectlAsync(string command)
    {
        using var kubectl = Start(command);
        var errors = kubectl.StandardError.ReadToEndAsync();
        var output = await kubectl.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await kubectl.WaitForExitAsync();
        kubectl.ExitCode.ShouldBe(0, $"kubectl {command}: {await errors}");
        return output;
    }

    private Process Start(string command)
    {
        var start = new ProcessStartInfo("kubectl") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] common = ["--kubeconfig=/dev/null", $"--server={Server.Part.Address}", $"--cache-dir={Server.Scratch}"];
        foreach (var argument in common.Concat(command.Split(' '))) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>The lines without their alignment, and with ages in seconds as <c>Ns</c>.</summary>
    private static string Plain(string output) =>
        string.Join('|', output.TrimEnd().Split('\n').Select(line => Age().Replace(Gap().Replace(line, " "), " Ns").Trim()));

    [GeneratedRegex(" +", RegexOptions.None, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@" \d+s\b", RegexOptions.None, 1000)]
    private static partial Regex Age();
}
