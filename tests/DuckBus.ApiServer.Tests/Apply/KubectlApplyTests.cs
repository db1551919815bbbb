using System.Diagnostics;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>Server-side apply as the real kubectl does it, in each version that is installed.</summary>
public sealed class KubectlApplyTests : ServerTests
{
    private const string Versions = "/usr/lib/google-cloud-sdk/bin";

    public static TheoryData<string> Kubectls => Installed() is { Length: > 0 } installed ? [.. installed] : ["kubectl"];

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task A_conflict_is_told_and_can_be_forced(string kubectl)
    {
        (await RunAsync(kubectl, "apply --server-side --validate=false -f -", Map("1"))).ToString().ShouldContain("configmap/conf serverside-applied");
        (await RunAsync(kubectl, "apply --server-side --validate=false --field-manager=bob -f -", Map("1"))).Code.ShouldBe(0);
        var conflict = await RunAsync(kubectl, "apply --server-side --validate=false --field-manager=bob -f -", Map("2"));
        var forced = await RunAsync(kubectl, "apply --server-side --validate=false --field-manager=bob --force-conflicts -f -", Map("2"));

        conflict.Code.ShouldBe(1);
        conflict.Error.ShouldContain("Apply failed with 1 conflict: conflict with \"kubectl\": .data.a");
        conflict.Error.ShouldContain("Please review the fields above--they currently have other managers.");
        forced.Output.ShouldContain("serverside-applied", customMessage: forced.Error);
        (await RunAsync(kubectl, "get configmap conf -o yaml")).Output.ShouldNotContain("managedFields");
        (await RunAsync(kubectl, "get configmap conf -o yaml --show-managed-fields")).Output.ShouldContain("manager: bob");
    }

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task A_user_goes_from_client_side_to_server_side_apply_and_back(string kubectl)
    {
        (await RunAsync(kubectl, "apply --validate=false -f -", Map("1", "\"gone\":\"1\","))).Output.ShouldContain("configmap/conf created");

        var there = await RunAsync(kubectl, "apply --server-side --validate=false -f -", Map("2"));
        var after = (await Server.GetAsync("/api/v1/namespaces/default/configmaps/conf")).Body;

        there.Code.ShouldBe(0, there.Error);
        after["data"]!.ToJsonString().ShouldBe("""{"a":"2"}""");
        var managers = after["metadata"]!["managedFields"]!.AsArray().Select(entry => entry.At("manager")).ToList();
        managers.ShouldContain("kubectl");
        managers.ShouldNotContain("kubectl-client-side-apply");
        after["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"]!.GetValue<string>().ShouldContain("\"a\":\"2\"");

        var back = await RunAsync(kubectl, "apply --validate=false -f -", Map("3"));
        back.Code.ShouldBe(0, back.Error);
        (await RunAsync(kubectl, "get configmap conf -o jsonpath={.data}")).Output.ShouldBe("""{"a":"3"}""");
        (await RunAsync(kubectl, "apply view-last-applied configmap conf")).Output.ShouldContain("a: \"3\"");
    }

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task A_difference_is_shown_without_a_write(string kubectl)
    {
        await RunAsync(kubectl, "apply --server-side --validate=false -f -", Map("1"));

        var same = await RunAsync(kubectl, "diff --server-side -f -", Map("1"));
        var other = await RunAsync(kubectl, "diff --server-side -f -", Map("2"));

        same.Code.ShouldBe(0, same.Error);
        other.Code.ShouldBe(1, other.Error);
        other.Output.ShouldContain("-  a: \"1\"");
        other.Output.ShouldContain("+  a: \"2\"");
        (await Server.GetAsync("/api/v1/namespaces/default/configmaps/conf")).Body.At("data.a").ShouldBe("1");
    }

    private static string[] Installed() =>
        [.. new[] { "1.27", "1.30", "1.33" }.Select(version => $"{Versions}/kubectl.{version}").Where(File.Exists)];

    private static string Map(string value, string more = "") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"conf"},"data":{ {{{more}}}"a":"{{{value}}}"}}""";

    private async Task<(int Code, string Output, string Error)> RunAsync(string kubectl, string arguments, string input = "")
    {
        var start = new ProcessStartInfo(kubectl)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = Server.Scratch },
        };
        string[] common = ["--kubeconfig=/dev/null", $"--server={Server.Part.Address}", $"--cache-dir={Server.Scratch}"];
        foreach (var argument in common.Concat(arguments.Split(' '))) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
