using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

[Collection(ClusterCollection.Name)]
public sealed class AnyPartKilledTests(ClusterFixture fixture)
{
    private readonly TestCluster cluster = fixture.Cluster;

    [Fact]
    public async Task Whatever_part_is_killed_at_whatever_moment_the_cluster_converges()
    {
        var random = new Random(20261121);
        var names = cluster.Parts.Keys.ToArray();
        var declared = new HashSet<string>(StringComparer.Ordinal);
        for (var kill = 0; kill < 20; kill++)
        {
            // Each kill hits the cluster while it is busy: something is declared or deleted right before.
            var name = $"chaos{kill}";
            if (declared.Count < 4)
            {
                await ActAsync(() => cluster.Api.PostAsync("/api/containers", $$"""{"name": "{{name}}"}"""));
                declared.Add(name);
            }
            else
            {
                var gone = declared.ElementAt(random.Next(declared.Count));
                await ActAsync(() => cluster.Api.DeleteAsync($"/api/containers/{gone}"));
                declared.Remove(gone);
            }

            await Task.Delay(random.Next(300), TestContext.Current.CancellationToken);
            var part = cluster.Parts[names[kill % names.Length]];
            await part.KillAsync();
            await part.StartAgainAsync();
        }

        await cluster.NodesAreReadyAsync(3, TimeSpan.FromSeconds(60));
        await cluster.UntilAsync("the engine runs what is declared, once each, and nothing else", TimeSpan.FromSeconds(60), async () =>
        {
            var listed = (await cluster.Api.ContainersAsync()).Select(container => (string)container!["name"]!).ToHashSet();
            var running = (await cluster.Docker.RunningAsync()).Select(container => container.Container).ToList();
            var everything = await cluster.Docker.EverythingAsync();
            return (listed.SetEquals(declared) && running.Count == declared.Count && declared.SetEquals(running) && everything.Count == 2 * declared.Count,
                $"declared {string.Join(' ', declared)}; listed {string.Join(' ', listed)}; running {string.Join(' ', running)}; {everything.Count} in the engine");
        });
        await cluster.ClearAsync();
    }

    /// <summary>A client that tries again until the API answers; what an earlier try achieved already is fine.</summary>
    private Task ActAsync(Func<Task> call) =>
        cluster.UntilAsync("the API takes a call", TimeSpan.FromSeconds(30), async () =>
        {
            try
            {
                await call();
            }
            catch (RestException e) when (e.Message.Contains("AlreadyExists", StringComparison.Ordinal) || e.Message.Contains("NotFound", StringComparison.Ordinal))
            {
                return (true, e.Message);
            }

            return (true, "");
        });
}
