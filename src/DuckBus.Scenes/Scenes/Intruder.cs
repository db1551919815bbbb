using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>A container that nobody declared: the imperative cluster keeps it for ever, the declarative one removes it.</summary>
internal sealed class Intruder : IScene
{
    // An engine gives a name only once, and this one keeps it.
    private const string Kept = Cast.Intruder + "-push";
    private const string Stop = "◼ STOP: " + Cast.Intruder;

    public int Number => 3;

    public string Name => "intruder";

    public Text Title => ("A container that nobody declared", "Un conteneur que personne n'a déclaré");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var push = await stage.Theatre.ImperativeAsync(nodesApart: false, stop);
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: false, stop);

        stage.Act(("Imperative: somebody starts a container by hand on node-1", "Impératif : quelqu'un démarre un conteneur à la main sur node-1"));
        stage.Command(push.Hands.IntrudeCommand("node-1", Kept));
        var stays = await push.Hands.IntrudeAsync("node-1", Kept, stop);
        bool IsShown(BrainLine line) => line.Name == stays && line is { State: "unknown", Seen: "running" };
        stage.Command(push.Api.CurlList);
        await stage.ClaimAsync(
            ("the brain shows it, and knows nothing of it", "le cerveau le montre, et n'en sait rien"),
            () => push.Api.NotShownAsync(IsShown, stop));
        stage.Look(("No order, no action. We come back to it.", "Pas d'ordre, pas d'action. On y reviendra."));

        stage.Act(("Declarative: the same on node-1", "Déclaratif : la même chose sur node-1"));
        stage.Command(cluster.Hands.IntrudeCommand("node-1", Cast.Intruder));
        var stops = cluster.HasLogs ? (await cluster.LogAsync("node-1", Stop, stop)).Count : 0;
        var began = stage.Now();
        var goes = await cluster.Hands.IntrudeAsync("node-1", Cast.Intruder, stop);
        await stage.ClaimAsync(
            ("it is gone", "il a disparu"),
            async () => (await cluster.Hands.RunningAsync(stop)).FirstOrDefault(container => container.Name == goes)?.ToString());
        stage.Measure(("removed after", "supprimé après"), stage.Since(began));
        if (cluster.HasLogs)
        {
            IReadOnlyList<string> said = [];
            await stage.ClaimAsync(
                ($"the log of node-1 says ◼ STOP: {goes}", $"le journal de node-1 dit ◼ STOP: {goes}"),
                async () => (said = await cluster.LogAsync("node-1", Stop, stop)).Count > stops && said[^1].Contains(goes, StringComparison.Ordinal) ? null : "it does not");
            stage.Quote(said[^1]);
        }

        stage.Act(("Back to the imperative cluster", "Retour au cluster impératif"));
        await stage.ClaimAsync(
            ("it is still there, and it will be for ever", "il est toujours là, et il y restera"),
            () => push.Api.NotShownAsync(IsShown, stop));
        stage.Say(("Imperative: do this. Declarative: this is how it should be.", "Impératif : fais ceci. Déclaratif : voilà comment cela doit être."));

        await push.ResetAsync(stop);
        await cluster.ResetAsync(stop);
    }
}
