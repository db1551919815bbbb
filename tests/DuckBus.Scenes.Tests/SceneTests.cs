using DuckBus.Testing;
using Spectre.Console;

namespace DuckBus.Scenes.Tests;

/// <summary>How scenes are asked for, and how they end.</summary>
public sealed class SceneTests
{
    [Fact]
    public async Task A_scene_that_is_killed_takes_its_programs_along()
    {
        await using var show = await Played.StartAsync("--runtime", "file", "first-container", "--step");
        await Eventually.Async("the cluster is up and the first act waits", TimeSpan.FromMinutes(2), () => show.Output.Contains("1. first-container", StringComparison.Ordinal) && ProcessTree.Descendants(show.Id).Count > 0, () => show.Tail);
        var programs = ProcessTree.Descendants(show.Id);

        await show.KillAsync();

        await Eventually.Async("the cluster that it started is gone", TimeSpan.FromSeconds(60), () => !programs.Any(ProcessTree.IsAlive));
        DuckBus.Scenes.Clusters.PrivateDirectory.RemoveLeftovers().ShouldBeGreaterThan(0, "duckbus clean removes what it left");
    }

    [Fact]
    public async Task A_scene_that_is_stopped_says_that_it_clears_the_stage()
    {
        await using var show = await Played.StartAsync("--runtime", "file", "first-container", "--step");
        await Eventually.Async("the first act waits", TimeSpan.FromMinutes(2), () => show.Output.Contains("1. first-container", StringComparison.Ordinal), () => show.Tail);

        await show.StopAsync(TimeSpan.FromMinutes(1));

        show.Output.ShouldContain("Stopping, and clearing the stage …");
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
        await using var show = await Played.StartAsync(["--runtime", "file", scene, .. more]);

        (await show.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(code, show.Output);
        show.Output.ShouldContain(why);
    }

    [Fact]
    public async Task The_list_names_every_scene_in_both_languages()
    {
        await using var english = await Played.StartAsync("list");
        await using var french = await Played.StartAsync("list", "--lang", "fr");
        await using var unnamed = await Played.StartAsync();

        (await english.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);
        (await french.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);
        (await unnamed.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(0);
        unnamed.Output.ShouldStartWith(english.Output);
        foreach (var scene in Playbill.Names) english.Output.ShouldContain(scene);
        french.Output.ShouldContain("Un POST, et un conteneur tourne");
    }
}
