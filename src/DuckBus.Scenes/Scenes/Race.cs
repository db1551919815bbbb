using DuckBus.Scenes.Races;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>The same script through imperative, polling and bus: start nine, crash three, lose a node.</summary>
internal sealed class Race : IScene
{
    public int Number => 9;

    public string Name => "race";

    public Text Title => ("Imperative, polling and bus: the same script", "Impératif, polling et bus : le même scénario");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        await stage.Theatre.CurtainAsync();
        await stage.Theatre.BrokerAsync(stop);
        var results = new List<RaceResult>
        {
            await RunAsync(stage, ("Imperative", "Impératif"), async () => new ImperativeRacer(await stage.Theatre.OwnImperativeAsync(stop)), stop),
            await RunAsync(stage, ("Declarative, polling every 5 s", "Déclaratif, polling toutes les 5 s"), async () => new DeclarativeRacer("polling", await stage.Theatre.OwnDeclarativeAsync(poll: true, stop)), stop),
            await RunAsync(stage, ("Declarative, with the bus", "Déclaratif, avec le bus"), async () => new DeclarativeRacer("bus", await stage.Theatre.OwnDeclarativeAsync(poll: false, stop)), stop),
        };

        stage.Act(("Side by side", "Côte à côte"));
        stage.Narrator.Show(RaceTable.OnScreen(results, stage.Options.French));
        var (imperative, polling, bus) = (results[0], results[1], results[2]);
        stage.Claim(("the imperative cluster lost containers, and got none back", "le cluster impératif a perdu des conteneurs, et n'en a retrouvé aucun"), imperative.Lost > 0, $"{imperative.Lost} lost");
        stage.Claim(("polling and bus lost none: both are right", "polling et bus n'en ont perdu aucun : les deux ont raison"), polling.Lost == 0 && bus.Lost == 0, $"{polling.Lost} and {bus.Lost}");
        stage.Claim(("the bus converges sooner than polling", "le bus converge plus vite que le polling"), bus.Total < polling.Total, $"{bus.Total} against {polling.Total}");
        if (stage.Options.Markdown is { } file)
        {
            await File.WriteAllTextAsync(file, RaceTable.Markdown(results), stop);
            stage.Say(($"Written to {Path.GetFullPath(file)}", $"Écrit dans {Path.GetFullPath(file)}"));
        }
    }

    private static async Task<RaceResult> RunAsync(Stage stage, Text title, Func<Task<IRacer>> enter, CancellationToken stop)
    {
        stage.Act(title);
        await using var racer = await enter();
        return await RaceScript.RunAsync(stage, racer, stop);
    }
}
