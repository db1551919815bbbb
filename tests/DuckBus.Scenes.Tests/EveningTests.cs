namespace DuckBus.Scenes.Tests;

/// <summary>The scenes as a speaker plays them. On Docker they are played by the tests of the full stack.</summary>
public sealed class EveningTests
{
    private static readonly TimeSpan Evening = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task Every_scene_that_needs_no_application_goes_well_on_files()
    {
        await using var show = await Played.StartAsync("--runtime", "file", "all");

        (await show.WaitForExitAsync(Evening)).ShouldBe(0, show.Output);

        foreach (var scene in Playbill.Names.Where(scene => scene != "flask")) show.Output.ShouldContain($"✓ {scene}: ", Case.Sensitive, show.Output);
        show.Output.ShouldContain("✗ flask: this scene runs a real application, which takes Docker");
        show.Output.ShouldContain($"{Playbill.Names.Count - 1} of {Playbill.Names.Count} scenes went well, 1 could not be played");
        show.Output.ShouldContain("classic polling design: 25 s");
    }
}
