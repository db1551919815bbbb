using System.Diagnostics;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class KubectlTests : ServerTests
{
    [Fact]
    public async Task The_real_kubectl_creates_reads_changes_and_deletes()
    {
        (await KubectlAsync("run web --image=duckbus/duck:local")).ShouldContain("pod/web created");
        (await KubectlAsync("get po web -o json")).ShouldContain("\"phase\": \"Pending\"");
        (await KubectlAsync("label pod web tier=front")).ShouldContain("labeled");
        (await KubectlAsync("get pods -l tier=front -o name")).Trim().ShouldBe("pod/web");
        (await KubectlAsync("patch pod web --type=merge -p {\"metadata\":{\"annotations\":{\"a\":\"b\"}}}")).ShouldContain("patched");
        (await KubectlAsync("annotate pod web c=d")).ShouldContain("annotated");
        (await KubectlAsync("get all -o name")).ShouldContain("pod/web");
        (await KubectlAsync("create --validate=false -f -", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"conf"},"data":{"a":"b"}}""")).ShouldContain("configmap/conf created");
        (await KubectlAsync("get cm conf -o jsonpath={.data.a}")).ShouldBe("b");
        (await KubectlAsync("delete pod web")).ShouldContain("deleted");
        (await KubectlAsync("get ns -o name")).ShouldContain("namespace/kube-system");
        (await KubectlAsync("get pods -A -o name")).Trim().ShouldBeEmpty();
    }

    private async Task<string> KubectlAsync(string arguments, string? input = null)
    {
        var start = new ProcessStartInfo("kubectl")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] common = ["--kubeconfig=/dev/null", $"--server={Server.Part.Address}", $"--cache-dir={Server.Scratch}"];
        foreach (var argument in common.Concat(arguments.Split(' '))) start.ArgumentList.Add(argument);
        using var kubectl = Process.Start(start)!;
        if (input is not null) await kubectl.StandardInput.WriteAsync(input);
        kubectl.StandardInput.Close();
        var errors = kubectl.StandardError.ReadToEndAsync();
        var output = await kubectl.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await kubectl.WaitForExitAsync();
        kubectl.ExitCode.ShouldBe(0, $"kubectl {arguments}: {await errors}");
        return output;
    }
}
