using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>A node is lost with all that runs on it. Imperative: so is what ran there. Declarative: it runs elsewhere.</summary>
internal sealed class NodeFailure : IScene
{
    private static readonly TimeSpan ClassicNotice = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ClassicRecovery = TimeSpan.FromSeconds(25);
    private static readonly string[] Names = ["nginx1", "nginx2", "nginx3", "nginx4", "nginx5", "nginx6"];

    public int Number => 6;

    public string Name => "node-failure";

    public Text Title => ("A node dies", "Un nœud meurt");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var push = await stage.Theatre.ImperativeAsync(nodesApart: true, stop);
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: true, stop);
        if (!cluster.InParts)
            throw new CannotPlayException("this scene kills nodes, and of that cluster it has none in its hands: play it on the full stack (make up), or leave --cluster-url out");

        await ImperativeAsync(stage, push, stop);
        await DeclarativeAsync(stage, cluster, stop);
        await push.ResetAsync(stop);
        await cluster.ResetAsync(stop);
    }

    private static async Task ImperativeAsync(Stage stage, ImperativeCluster push, CancellationToken stop)
    {
        stage.Act(("Imperative: six containers, and node-1 loses power", "Impératif : six conteneurs, et node-1 perd le courant"));
        foreach (var name in Names) await push.Api.StartAsync(name, stop);
        var lost = (await push.Hands.RunningAsync(stop)).Where(container => container.Node == "node-1").ToList();
        if (push.Apart) await push.KillAsync("node-1", stop);
        else stage.Say(("(Without a broker here, brain and nodes are one process: only the containers of node-1 die.)", "(Sans broker ici, cerveau et nœuds sont un seul processus : seuls les conteneurs de node-1 meurent.)"));
        await push.Hands.CutPowerAsync("node-1", stop);
        stage.Command(push.Api.CurlList);
        await stage.ClaimAsync(
            ($"the brain believes that all six run; {lost.Count} of them do not", $"le cerveau croit que les six tournent ; {lost.Count} ne tournent pas"),
            async () =>
            {
                var lines = (await push.Api.ListAsync(stop)).Where(line => Names.Contains(line.Name)).ToList();
                return lines.Count(line => line.State == "running") == Names.Length && lines.Count(line => line.Seen is "gone" or "no answer") == lost.Count
                    ? null : string.Join("; ", lines);
            });
        stage.Claim(("its containers are lost: nobody starts them elsewhere", "ses conteneurs sont perdus : personne ne les démarre ailleurs"),
            (await push.Hands.RunningAsync(stop)).All(container => lost.TrueForAll(gone => gone.Name != container.Name)));
    }

    private static async Task DeclarativeAsync(Stage stage, DeclarativeCluster cluster, CancellationToken stop)
    {
        stage.Act(("Declarative: six containers on three nodes", "Déclaratif : six conteneurs sur trois nœuds"));
        foreach (var name in Names) await cluster.Api.DeclareAsync(name, stop);
        await stage.ClaimAsync(("all six run, two on each node", "les six tournent, deux par nœud"), async () =>
            await cluster.Api.NotRunningAsync(Names, stop)
            ?? ((await cluster.Hands.RunningAsync(stop)).Where(container => Names.Contains(container.Name)).GroupBy(container => container.Node).All(node => node.Count() == 2) ? null : "not two on each node"));
        var lost = (await cluster.Hands.RunningAsync(stop)).Where(container => container.Node == "node-1" && Names.Contains(container.Name)).Select(container => container.Name).ToList();

        stage.Act(("node-1 loses power", "node-1 perd le courant"));
        var began = stage.Now();
        await cluster.KillAsync("node-1", stop);
        await cluster.Hands.CutPowerAsync("node-1", stop);
        await stage.ClaimAsync(
            ("the node controller notices: node-1 is NotReady", "le node controller le remarque : node-1 est NotReady"),
            async () => (await cluster.NodesAsync(stop)).Any(node => node is { Name: "node-1", Ready: false }) ? null : "node-1 is Ready");
        stage.Measure(("noticed after", "remarqué après"), stage.Since(began), ClassicNotice);
        stage.Look(($"Lost: {string.Join(", ", lost)}", $"Perdus : {string.Join(", ", lost)}"));
        await stage.ClaimAsync(
            ("scheduled again, started on healthy nodes: all six run", "replanifiés, démarrés ailleurs : les six tournent"),
            async () =>
            {
                var elsewhere = (await cluster.Hands.RunningAsync(stop)).Where(container => container.Node != "node-1").Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
                return Names.Where(name => !elsewhere.Contains(name)).ToList() is { Count: > 0 } missing
                    ? "missing: " + string.Join(", ", missing)
                    : await cluster.Api.NotRunningAsync(Names, stop);
            });
        stage.Measure(("everything runs again after", "tout tourne à nouveau après"), stage.Since(began), ClassicRecovery);

        stage.Act(("The node returns", "Le nœud revient"));
        await cluster.StartAgainAsync("node-1", stop);
        await cluster.ReadyAsync(stop);
        await stage.ClaimAsync(
            ("nothing runs twice", "rien ne tourne en double"),
            async () =>
            {
                var running = (await cluster.Hands.RunningAsync(stop)).Where(container => Names.Contains(container.Name)).ToList();
                var pods = (await cluster.Api.ListAsync(stop)).Where(container => Names.Contains(container.Name)).Sum(container => container.Pods.Count);
                return running.Count == Names.Length && running.DistinctBy(container => container.Name).Count() == Names.Length && pods == Names.Length
                    ? null : $"{pods} pods; {string.Join(", ", running)}";
            });
    }
}
