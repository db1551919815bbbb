using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using Spectre.Console;

namespace DuckBus.Scenes.Tests;

/// <summary>The scenes as a speaker plays them, with the program that was built.</summary>
public sealed class SceneTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
    private static readonly TimeSpan Evening = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Every_scene_that_needs_no_application_goes_well_on_files()
    {
        await using var show = await PlayAsync("--runtime", "file", "all");

        (await show.WaitForExitAsync(Evening)).ShouldBe(0, show.Output);

        foreach (var scene in Playbill.Names.Where(scene => scene != "flask")) show.Output.ShouldContain($"✓ {scene}: ", Case.Sensitive, show.Output);
        show.Output.ShouldContain("✗ flask: this scene runs a real application, which takes Docker");
        show.Output.ShouldContain($"{Playbill.Names.Count - 1} of {Playbill.Names.Count} scenes went well, 1 could not be played");
        show.Output.ShouldContain("classic polling design: 25 s");
    }

    [Fact]
    public async Task The_scenes_that_break_containers_and_nodes_go_well_on_Docker_in_French_and_leave_nothing_behind()
    {
        var engine = await DockerEngine.SharedAsync();
        await using var show = await PlayAsync("--runtime", "docker", "--lang", "fr", "intruder", "node-failure", "monolith");
        var docker = new DockerView(engine.Endpoint.ToString(), $"scene-bus-{show.Id}");

        (await show.WaitForExitAsync(Evening)).ShouldBe(0, show.Output);

        show.Output.ShouldContain("3 scènes sur 3 réussies, en");
        show.Output.ShouldContain("◼ STOP: fake-container");
        show.Output.ShouldContain("5. RÉCONCILIER (diff + action)");
        foreach (var kind in new[] { "bus", "push", "monolith" })
            (await docker.RunAsync("ps", "--all", "--quiet", "--filter", $"label=duckbus.cluster=scene-{kind}-{show.Id}")).ShouldBeEmpty();
        (await docker.RunAsync("network", "ls", "--quiet", "--filter", $"name=-{show.Id}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_Flask_scene_goes_well()
    {
        await Shell.RunAsync("make", "--directory", Path.Combine(Repository, "samples", "flask"), "build");
        await using var show = await PlayAsync("--runtime", "docker", "flask");

        (await show.WaitForExitAsync(Evening)).ShouldBe(0, show.Output);

        show.Output.ShouldContain("✓ flask: ");
    }

    [Fact]
    public async Task A_scene_that_is_killed_takes_its_programs_along()
    {
        await using var show = await PlayAsync("--runtime", "file", "first-container", "--step");
        await Eventually.Async("the cluster is up and the first act waits", TimeSpan.FromMinutes(2), () => show.Output.Contains("1. first-container", StringComparison.Ordinal) && ProcessTree.Descendants(show.Id).Count > 0, () => show.Tail);
        var programs = ProcessTree.Descendants(show.Id);

        await show.KillAsync();

        await Eventually.Async("the cluster that it started is gone", TimeSpan.FromSeconds(60), () => !programs.Any(ProcessTree.IsAlive));
        DuckBus.Scenes.Clusters.PrivateDirectory.RemoveLeftovers().ShouldBeGreaterThan(0, "duckbus clean removes what it left");
    }

    [Fact]
    public async Task A_part_that_does_not_start_is_a_failure_and_not_a_scene_that_could_not_be_played()
    {
        using var said = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(said) });
        var options = new SceneOptions { Program = "/bin/false", RabbitMq = new Uri("amqp://127.0.0.1:1"), Port = FreePort.Next() };

        var failures = await Performance.PlayAsync(["first-container", "round-robin"], options, console, TimeProvider.System, TestContext.Current.CancellationToken);

        failures.Count.ShouldBe(2, said.ToString());
        failures[0].ShouldContain("first-container: the cluster did not start");
        said.ToString().ShouldContain("0 of 2 scenes went well, in");
    }

    [Theory]
    [InlineData("nope", 2, "there is no scene 'nope'")]
    [InlineData("crash", 2, "there is no option '--bogus'", "--bogus")]
    [InlineData("first-container", 1, "nobody answers at http://127.0.0.1:1/", "--cluster-url", "http://127.0.0.1:1")]
    [InlineData("rabbitmq-down", 1, "nobody answers", "--cluster-url", "http://127.0.0.1:1")]
    [InlineData("list", 2, "say duckbus scene list, or leave it out to play extra", "extra")]
    public async Task What_cannot_be_played_says_why(string scene, int code, string why, params string[] more)
    {
        await using var show = await PlayAsync(["--runtime", "file", scene, .. more]);

        (await show.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(code, show.Output);
        show.Output.ShouldContain(why);
    }

    [Fact]
    public async Task The_list_names_every_scene_in_both_languages()
    {
        await using var english = await PlayAsync("list");
        await using var french = await PlayAsync("list", "--lang", "fr");
        await using var unnamed = await PlayAsync();

        (await english.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);
        (await french.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);
        (await unnamed.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);
        unnamed.Output.ShouldStartWith(english.Output);
        foreach (var scene in Playbill.Names) english.Output.ShouldContain(scene);
        french.Output.ShouldContain("Un POST, et un conteneur tourne");
    }

    private static async Task<DuckBusProcess> PlayAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOCKER_HOST"] = (await DockerEngine.SharedAsync()).Endpoint.ToString() };
        return await DuckBusProcess.StartAsync(
            "scene", environment, ["scene", .. arguments, "--port", $"{FreePort.Next()}", "--push-port", $"{FreePort.Next()}"]);
    }
}
