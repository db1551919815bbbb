using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;
using Spectre.Console;

namespace DuckBus.Scenes;

/// <summary>Plays scenes one after the other and says at the end how each went.</summary>
public static class Performance
{
    /// <summary>Plays.</summary>
    /// <param name="names">Names or numbers of scenes, or <c>all</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="console">Where.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the show; what was started is cleared away.</param>
    /// <returns>What did not go well, one line each. Of several scenes, one that cannot be played here is told and left out.</returns>
    /// <exception cref="ArgumentException">There is no such scene.</exception>
    public static async Task<IReadOnlyList<string>> PlayAsync(
        IReadOnlyList<string> names, SceneOptions options, IAnsiConsole console, TimeProvider time, CancellationToken stop)
    {
        var scenes = Playbill.Find(names)
            ?? throw new ArgumentException($"there is no scene '{string.Join(' ', names)}': say all, or some of {string.Join(", ", Playbill.Names)}", nameof(names));
        var narrator = new Narrator(console);
        var whole = scenes.Count > 1;
        var began = time.GetTimestamp();
        List<string> failures = [];
        var missed = 0;
        await using (var theatre = new Theatre(options, whole, narrator, time))
        {
            // It takes seconds, in which whoever pressed Ctrl-C would think that nothing happens.
            await using var told = stop.Register(() => narrator.Preparing(options.French ? "On arrête, et on range la scène …" : "Stopping, and clearing the stage …"));
            foreach (var scene in scenes)
                switch (await PlayAsync(scene, new Stage(narrator, options, theatre, time, stop), narrator, stop))
                {
                    case CannotPlayException when whole:
                        missed++;
                        break;
                    case { } failure:
                        failures.Add($"{scene.Name}: {failure.Message.Split('\n')[0]}");
                        break;
                }
        }

        if (missed == scenes.Count) failures.Add("none of them could be played");
        if (whole) narrator.End(failures.Count == 0, Summary(scenes.Count, failures.Count, missed, time.GetElapsedTime(began), options.French));
        return failures;
    }

    private static async Task<Exception?> PlayAsync(IScene scene, Stage stage, Narrator narrator, CancellationToken stop)
    {
        narrator.Title(scene.Number, scene.Name, stage.In(scene.Title));
        var began = stage.Now();
        try
        {
            await scene.PlayAsync(stage, stop);
            narrator.End(well: true, Closing(scene, stage, stage.Since(began)));
            return null;
        }
        catch (Exception e) when (!stop.IsCancellationRequested && IsOfTheStage(e))
        {
            narrator.End(well: false, $"{scene.Name}: {e.Message}");
            if (e is not CannotPlayException) await TidyAsync(stage, stop);
            return e;
        }
    }

    private static async Task TidyAsync(Stage stage, CancellationToken stop)
    {
        try
        {
            await stage.Theatre.TidyAsync(stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && IsOfTheStage(e))
        {
            stage.Say(($"What it did could not be taken back: {e.Message}", $"Ce qu'elle a fait n'a pas pu être repris : {e.Message}"));
        }
    }

    private static bool IsOfTheStage(Exception e) => e
        is ClaimFailedException or DidNotStartException or CannotPlayException or ApiRefusedException or HttpRequestException or TaskCanceledException
        or Kubelet.Runtime.RuntimeException;

    private static string Summary(int scenes, int failed, int missed, TimeSpan took, bool french)
    {
        var well = scenes - failed - missed;
        return french
            ? $"{well} scènes sur {scenes} réussies{(missed > 0 ? $", {missed} non jouées" : "")}, en {Narrator.Seconds(took)}"
            : $"{well} of {scenes} scenes went well{(missed > 0 ? $", {missed} could not be played" : "")}, in {Narrator.Seconds(took)}";
    }

    private static string Closing(IScene scene, Stage stage, TimeSpan took)
    {
        var claims = stage.In(($"{stage.Claims} claims hold, {Narrator.Seconds(took)}", $"{stage.Claims} affirmations vérifiées, {Narrator.Seconds(took)}"));
        var measured = stage.Measurements.Select(measurement =>
            $"{measurement.What} {Narrator.Seconds(measurement.Took)}{(measurement.Classic is { } classic ? $" ({stage.Beside(classic)})" : "")}");
        return string.Join("   ", measured.Prepend($"{scene.Name}: {claims}"));
    }
}
