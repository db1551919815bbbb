using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Races;

/// <summary>What every design has to go through: start nine, crash three, lose a node.</summary>
internal static class RaceScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(3);
    private static readonly string[] Names = [.. Enumerable.Range(1, 9).Select(number => $"nginx{number}")];

    public static async Task<RaceResult> RunAsync(Stage stage, IRacer racer, CancellationToken stop)
    {
        var before = await racer.EffortAsync(stop);
        var start = await LegAsync(stage, ("start nine", "démarrer neuf"), racer, "", async () =>
        {
            foreach (var name in Names) await racer.StartAsync(name, stop);
        }, stop);
        var crash = await LegAsync(stage, ("crash three", "en tuer trois"), racer, "", async () =>
        {
            var victims = (await racer.Hands.RunningAsync(stop)).Where(container => Names.Contains(container.Name)).DistinctBy(container => container.Node);
            await Task.WhenAll(victims.Select(victim => racer.Hands.CrashAsync(victim, stop)));
        }, stop);
        var node = await LegAsync(stage, ("lose node-1", "perdre node-1"), racer, "node-1", async () =>
        {
            await racer.LoseNodeAsync("node-1", stop);
            await racer.Hands.CutPowerAsync("node-1", stop);
        }, stop);
        var after = await racer.EffortAsync(stop);
        return new RaceResult(
            racer.Design, start, crash, node, after.Messages - before.Messages, after.ApiCalls - before.ApiCalls,
            Names.Length - await RunningAsync(racer, "node-1", stop));
    }

    // A design that does not heal is given a moment, and then taken at its word.
    private static async Task<TimeSpan?> LegAsync(Stage stage, Text what, IRacer racer, string dead, Func<Task> happen, CancellationToken stop)
    {
        var began = stage.Now();
        await happen();
        var patience = racer.Heals ? Patience : Courtesy;
        while (await RunningAsync(racer, dead, stop) < Names.Length)
        {
            if (stage.Since(began) > patience)
            {
                stage.Say(($"{what.English}: never whole again", $"{what.French} : jamais réparé"));
                return null;
            }

            await Task.Delay(20, stop);
        }

        var took = stage.Since(began);
        stage.Say(($"{what.English}: {Narrator.Seconds(took)}", $"{what.French} : {Narrator.Seconds(took)}"));
        return took;
    }

    private static async Task<int> RunningAsync(IRacer racer, string dead, CancellationToken stop) =>
        (await racer.Hands.RunningAsync(stop)).Where(container => container.Node != dead && Names.Contains(container.Name)).DistinctBy(container => container.Name).Count();
}
