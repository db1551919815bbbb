using System.Diagnostics;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class KubectlDiscoveryTests : ServerTests
{
    private const string Sdk = "/usr/lib/google-cloud-sdk/bin";

    private const string Map = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: conf}
        data: {a: 'yes'}
        """;

    public static TheoryData<string> Versions => Directory.Exists(Sdk) ? [.. Directory.GetFiles(Sdk, "kubectl.1.*").Order()] : ["kubectl"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_kubectl_finds_out_what_there_is(string kubectl)
    {
        (await RunAsync(kubectl, "api-resources -o wide")).Output.ShouldMatch(@"deployments +deploy +apps/v1 +true +Deployment +create,delete,deletecollection,get,list,patch,update,watch +all");
        (await RunAsync(kubectl, "api-versions")).Output.ShouldContain("apps/v1\n");
        (await RunAsync(kubectl, "get all")).Output.ShouldContain("service/kubernetes");
        var text = (await RunAsync(kubectl, "explain pod.spec.containers")).Output;
        text.ShouldContain("A single application container");
        text.ShouldMatch(@"imagePullPolicy\s+<string>");
        (await RunAsync(kubectl, "explain deploy --recursive")).Output.ShouldMatch(@"maxSurge\s+<IntOrString>");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_kubectl_has_its_files_checked_by_the_server(string kubectl)
    {
        (await RunAsync(kubectl, "apply -f -", Map)).Output.ShouldContain("configmap/conf created");
        (await RunAsync(kubectl, "apply -f -", Map)).Output.ShouldContain("configmap/conf unchanged");
        var typo = Map.Replace("conf", "other") + "\ndta: {}";
        (await RunAsync(kubectl, "create -f -", typo, code: 1)).Error.ShouldContain(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: unknown field \"dta\"");
        (await RunAsync(kubectl, "create --validate=warn -f -", typo)).Error.ShouldContain("Warning: unknown field \"dta\"");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_kubectl_creates_and_deletes_whichever_format_it_sends(string kubectl)
    {
        await RunAsync(kubectl, "create namespace duck");
        await RunAsync(kubectl, "create deployment web --image=duckbus/duck:local --replicas=0 --port=80");
        await RunAsync(kubectl, "create configmap conf --from-literal=a=b");
        await RunAsync(kubectl, "create secret generic pond --from-literal=a=b");

        var web = (await Server.GetAsync("/apis/apps/v1/namespaces/default/deployments/web")).Body;
        web.At("spec.replicas").ShouldBe("0");
        web.At("spec.selector.matchLabels.app").ShouldBe("web");
        web.At("spec.template.spec.containers.0.ports.0.containerPort").ShouldBe("80");
        web.At("spec.template.spec.containers.0.ports.0.hostPort").ShouldBeNull();
        (await Server.GetAsync("/api/v1/namespaces/default/secrets/pond")).Body.At("data.a").ShouldBe("Yg==");
        (await Server.GetAsync("/api/v1/namespaces/duck")).Code.ShouldBe(200);
        (await RunAsync(kubectl, "delete configmap conf --cascade=background --grace-period=0")).Output.ShouldContain("deleted");
    }

    private async Task<(string Output, string Error)> RunAsync(string kubectl, string arguments, string? input = null, int code = 0)
    {
        var start = new ProcessStartInfo(kubectl) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] common = ["--kubeconfig=/dev/null", $"--server={Server.Part.Address}", $"--cache-dir={Server.Scratch}"];
        foreach (var argument in common.Concat(arguments.Split(' '))) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(code, $"kubectl {arguments}: {output}{await error}");
        return (output, await error);
    }
}
