using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>The intruder and the dead node again, with the whole loop in one process and a log of every tick.</summary>
internal sealed class MonolithScene : IScene
{
    private const int TickSeconds = 2;
    private static readonly string[] Names = ["nginx1", "nginx2", "nginx3", "nginx4", "nginx5", "nginx6"];

    public int Number => 10;

    public string Name => "monolith";

    public Text Title => ("The whole loop in one file", "Toute la boucle dans un fichier");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        await stage.Theatre.CurtainAsync();
        await using var monolith = await MonolithCluster.StartAsync(stage.Theatre, TickSeconds, stop);

        stage.Act(("Six containers are declared; the next tick starts them", "Six conteneurs sont déclarés ; le prochain tick les démarre"));
        stage.Command(monolith.Api.CurlPost("nginx1"));
        foreach (var name in Names) await monolith.Api.DeclareAsync(name, stop);
        await stage.ClaimAsync(("all six run", "les six tournent"), () => monolith.Api.NotRunningAsync(Names, stop));
        Show(stage, monolith, "▶ START");

        stage.Act(("An intruder on node-1", "Un intrus sur node-1"));
        stage.Command(monolith.Hands.IntrudeCommand("node-1", Cast.Intruder));
        var began = stage.Now();
        var intruder = await monolith.Hands.IntrudeAsync("node-1", Cast.Intruder, stop);
        await stage.ClaimAsync(
            ("the loop finds it: it is gone", "la boucle le trouve : il a disparu"),
            async () => (await monolith.Hands.RunningAsync(stop)).FirstOrDefault(container => container.Name == intruder)?.ToString());
        stage.Measure(($"removed after (a tick is {TickSeconds} s)", $"supprimé après (un tick dure {TickSeconds} s)"), stage.Since(began));
        await stage.ClaimAsync(
            ($"the tick says ◼ STOP: {intruder}", $"le tick dit ◼ STOP: {intruder}"),
            () => Task.FromResult(monolith.Tick($"◼ STOP: {intruder}").Count > 0 ? null : "it does not"));
        Show(stage, monolith, $"◼ STOP: {intruder}");

        stage.Act(("node-1 is unplugged", "On débranche node-1"));
        stage.Command(monolith.Rest.Curl("POST", "/api/nodes/node-1/stop"));
        began = stage.Now();
        await monolith.Rest.PostAsync("/api/nodes/node-1/stop", "{}", stop);
        await stage.ClaimAsync(
            ("the loop places its containers elsewhere: all six run", "la boucle replace ses conteneurs : les six tournent"),
            async () =>
            {
                var elsewhere = (await monolith.Hands.RunningAsync(stop)).Where(container => container.Node != "node-1").Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
                return Names.Where(name => !elsewhere.Contains(name)).ToList() is { Count: > 0 } missing ? "missing: " + string.Join(", ", missing) : null;
            });
        stage.Measure(("everything runs again after", "tout tourne à nouveau après"), stage.Since(began));
        await stage.ClaimAsync(
            ("the tick shows all five steps", "le tick montre les cinq étapes"),
            () => Task.FromResult(monolith.Tick("✗ node-1 ").Count > 0 ? null : "not yet"));
        Show(stage, monolith, "✗ node-1 ");

        stage.Act(("The node returns", "Le nœud revient"));
        await monolith.Rest.PostAsync("/api/nodes/node-1/start", "{}", stop);
        await stage.ClaimAsync(
            ("nothing runs twice", "rien ne tourne en double"),
            async () =>
            {
                var nodes = (await monolith.Rest.GetAsync("/api/nodes", stop)).AsArray();
                var running = (await monolith.Hands.RunningAsync(stop)).Select(container => container.Name).Order(StringComparer.Ordinal).ToList();
                return nodes.All(node => (string?)node!["state"] == "Ready") && running.SequenceEqual(Names, StringComparer.Ordinal) ? null : string.Join(", ", running);
            });
        stage.Say(("Simple, right, and as quick as its tick. The cluster is the same loop, cut into parts that hear of changes.", "Simple, juste, et aussi rapide que son tick. Le cluster est la même boucle, découpée en parties qui entendent les changements."));
    }

    private static void Show(Stage stage, MonolithCluster monolith, string word)
    {
        foreach (var line in monolith.Tick(word)) stage.Quote(line);
    }
}
