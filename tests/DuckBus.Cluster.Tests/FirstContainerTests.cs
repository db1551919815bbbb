using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

[Collection(ClusterCollection.Name)]
public sealed class FirstContainerTests(ClusterFixture fixture)
{
    private readonly TestCluster cluster = fixture.Cluster;

    [Fact]
    public async Task A_post_ends_in_a_container_that_docker_ps_shows()
    {
        await cluster.Api.PostAsync("/api/containers", """{"name": "nginx"}""");

        var container = await cluster.ContainerRunsAsync("nginx", TimeSpan.FromSeconds(30));
        var shown = await cluster.DockerContainersAsync("nginx");

        shown.ShouldHaveSingleItem().Node.ShouldBe((string?)container["node"]);
        ((string?)container["state"]).ShouldBe("Running");
        await cluster.ClearAsync();
    }

    [Fact]
    public async Task Nine_posts_land_three_on_each_of_three_nodes()
    {
        for (var i = 1; i <= 9; i++) await cluster.Api.PostAsync("/api/containers", $$"""{"name": "nginx{{i}}"}""");
        for (var i = 1; i <= 9; i++) await cluster.ContainerRunsAsync($"nginx{i}", TimeSpan.FromSeconds(60));

        var perNode = (await cluster.Docker.RunningAsync()).GroupBy(container => container.Node).ToDictionary(g => g.Key, g => g.Count());

        perNode.ShouldBe(new Dictionary<string, int> { ["node-1"] = 3, ["node-2"] = 3, ["node-3"] = 3 }, ignoreOrder: true);
        await cluster.ClearAsync();
    }

    [Fact]
    public async Task A_container_answers_with_its_pod_and_its_node()
    {
        await cluster.Api.PostAsync("/api/containers", """{"name": "duck", "node": "node-2"}""");
        var container = await cluster.ContainerRunsAsync("duck", TimeSpan.FromSeconds(30));
        var pod = container["pods"]![0]!;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };

        var answer = "";
        await cluster.UntilAsync("the duck answers", TimeSpan.FromSeconds(10), async () =>
        {
            answer = await http.GetStringAsync(new Uri($"http://{pod["ip"]}:8080/"));
            return (true, answer);
        });

        answer.ShouldContain((string)pod["name"]!);
        answer.ShouldContain("node-2");
        await cluster.ClearAsync();
    }

    /// <summary>It may be a home directory, and a watch of all that is below it costs more than all the rest of an idle kubelet.</summary>
    [Fact]
    public void No_part_watches_the_directory_that_it_was_started_in()
    {
        foreach (var (name, part) in cluster.Parts)
            Directory.GetFiles($"/proc/{part.Id}/fdinfo").Sum(Watches).ShouldBe(0, name);

        static int Watches(string descriptor)
        {
            try
            {
                return File.ReadLines(descriptor).Count(line => line.StartsWith("inotify ", StringComparison.Ordinal));
            }
            catch (IOException)
            {
                return 0; // Closed meanwhile.
            }
        }
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_shows_the_words_of_the_engine()
    {
        await cluster.Api.PostAsync("/api/containers", """{"name": "broken", "image": "127.0.0.1:1/nope:1"}""");

        await cluster.UntilAsync("the container shows why its image cannot be pulled", TimeSpan.FromSeconds(30), async () =>
        {
            var container = await cluster.Api.GetAsync("/api/containers/broken");
            var text = container.ToJsonString();
            return (text.Contains("ImagePull", StringComparison.Ordinal) && text.Contains("connection refused", StringComparison.Ordinal), text);
        });
        await cluster.ClearAsync();
    }

    [Fact]
    public async Task An_intruder_is_removed_at_event_speed_and_the_log_says_so()
    {
        await cluster.Docker.RunAsync("run", "--detach", "--label", $"duckbus.cluster={cluster.Name}", "--label", "duckbus.node=node-1",
            "--name", $"fake-container-{cluster.Name}", "duckbus/duck:local");

        await cluster.UntilAsync("the intruder is gone", TimeSpan.FromSeconds(3), async () =>
        {
            var left = await cluster.Docker.EverythingAsync();
            return (left.All(container => container.Pod.Length > 0), string.Join(", ", left));
        });
        cluster.Parts["node-1"].Output.ShouldContain($"◼ STOP: fake-container-{cluster.Name}");
    }
}
