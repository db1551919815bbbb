using DuckBus.Bench.Contenders;

namespace DuckBus.Bench.Tests;

/// <summary>The script for any Kubernetes, against DuckBus by its own kubeconfig.</summary>
public sealed class KubernetesPeerTests(PeerCluster peer) : IClassFixture<PeerCluster>, IDisposable
{
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task The_whole_script_works_through_a_kubeconfig()
    {
        await using var cluster = new KubernetesCluster("itself", KubeconfigFile.Connect(peer.Kubeconfig), "duckbus/duck:local", kill: null);

        await cluster.RunPodsAsync("single", 3, deadline.Token);
        await cluster.DeclareAsync("set", 0, deadline.Token);
        await cluster.ScaleAsync("set", 4, deadline.Token);
        await cluster.ReplaceAsync("set", deadline.Token);
        await cluster.RollAsync("set", deadline.Token);
        (await cluster.RestartAsync("set", deadline.Token)).ShouldBeFalse("nobody can kill a container from here");
        await cluster.ClearAsync(deadline.Token);
    }

    [Fact]
    public async Task Writes_and_reads_leave_nothing_behind()
    {
        using var http = KubeconfigFile.Connect(peer.Kubeconfig);
        await using var objects = await ApiObjects.StartAsync("itself", KubeconfigFile.Connect(peer.Kubeconfig), deadline.Token);
        (await http.GetStringAsync(new Uri("api/v1/namespaces", UriKind.Relative), deadline.Token)).ShouldContain("duckbus-bench-");

        var time = TimeSpan.FromMilliseconds(100);
        (await objects.CreateAsync(time, deadline.Token)).ShouldBePositive();
        await objects.FillAsync(deadline.Token);
        (await objects.GetAsync(time, deadline.Token)).ShouldBePositive();
        (await objects.ListAsync(time, deadline.Token)).ShouldBePositive();
        await objects.ClearAsync(deadline.Token);

        (await http.GetStringAsync(new Uri("api/v1/namespaces", UriKind.Relative), deadline.Token)).ShouldNotContain("duckbus-bench-");
        (await http.GetStringAsync(new Uri("api/v1/configmaps", UriKind.Relative), deadline.Token)).ShouldNotContain("duckbus-bench-");
    }

    public void Dispose() => deadline.Dispose();
}
