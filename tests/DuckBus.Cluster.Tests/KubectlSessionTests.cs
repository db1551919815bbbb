using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

/// <summary>The real kubectl inside of containers, as a person types it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class KubectlSessionTests(ClusterFixture fixture) : IAsyncLifetime
{
    private const string Image = "--image=duckbus/duck:local --image-pull-policy=IfNotPresent";
    private readonly TestCluster cluster = fixture.Cluster;
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-kubectl-").FullName;

    public async ValueTask InitializeAsync()
    {
        await RunAsync($"k run web {Image}");
        await RunAsync("k wait --for=condition=Ready pod/web --timeout=60s");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("k delete pod --all --now");
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Exec_has_input_exit_code_and_a_reason_for_what_cannot_be_run()
    {
        (await RunAsync("echo quack | k exec -i web -- cat")).Output.ShouldBe("quack\n");
        (await RunAsync("k exec web -- sh -c 'exit 7'")).Code.ShouldBe(7);
        var missing = await RunAsync("k exec web -- nope");
        missing.Code.ShouldBeOneOf(126, 127);
        (missing.Output + missing.Error).ShouldContain("executable file not found");
    }

    [Fact]
    public async Task A_terminal_has_the_size_of_the_persons_own()
    {
        var session = await RunAsync(
            "script -qec 'stty rows 31 cols 97; k exec -it web -- sh -c \"until stty size | grep 97; do sleep 0.1; done; exit 5\"' /dev/null < /dev/null");
        session.Output.ShouldContain("31 97");
        session.Code.ShouldBe(5);
    }

    [Fact]
    public async Task Files_are_copied_both_ways_byte_by_byte()
    {
        (await RunAsync("head -c 20000000 /dev/urandom > big && k cp big web:/tmp/big && k cp web:/tmp/big back && cmp big back")).ShouldSucceed();
    }

    [Fact]
    public async Task A_pod_of_one_run_takes_input_ends_with_its_exit_code_and_is_gone()
    {
        var run = await RunAsync($"echo quack | k run once -i --rm --restart=Never {Image} -- sh -c 'cat; exit 3'");
        run.Output.ShouldContain("quack");
        run.Code.ShouldBe(3);
        (await RunAsync("k get pod once")).Error.ShouldContain("NotFound");
    }

    [Fact]
    public async Task Debug_looks_at_the_processes_of_a_running_container()
    {
        await RunAsync($"k debug web -c debugger {Image} --target=web -- ps");
        await cluster.UntilAsync("it lists the processes", TimeSpan.FromSeconds(30), async () =>
        {
            var seen = await RunAsync("k logs web -c debugger");
            return (seen.Output.Contains("httpd", StringComparison.Ordinal), seen.Output + seen.Error);
        });
        (await RunAsync("k describe pod web")).Output.ShouldContain("Ephemeral Containers:");
    }

    [Fact]
    public async Task Top_shows_nodes_pods_and_containers()
    {
        (await RunAsync("k top nodes")).Output.ShouldContain("node-1");
        (await RunAsync("k top pods --containers")).Output.ShouldContain("web");
    }

    private async Task<Result> RunAsync(string script)
    {
        var tool = Path.Combine(directory, "k");
        if (!File.Exists(tool))
            await Shell.RunAsync("sh", "-c",
                $"printf '#!/bin/sh\\nexec kubectl --kubeconfig=/dev/null --server={cluster.FirstApi} --cache-dir={directory}/cache \"$@\"\\n' > {tool} && chmod +x {tool}");
        var (code, output, error) = await Shell.TryAsync("sh", "-c", $"cd {directory} && export PATH={directory}:$PATH && {script}");
        return new Result(code, output, error);
    }

    private sealed record Result(int Code, string Output, string Error)
    {
        public void ShouldSucceed() => Code.ShouldBe(0, Output + Error);
    }
}
