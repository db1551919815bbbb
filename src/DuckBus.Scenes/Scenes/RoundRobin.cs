using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>Nine POSTs land three on each of three nodes.</summary>
internal sealed class RoundRobin : IScene
{
    public int Number => 2;

    public string Name => "round-robin";

    public Text Title => ("Nine containers, three nodes", "Neuf conteneurs, trois nœuds");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: false, stop);
        var names = Enumerable.Range(1, 9).Select(number => $"nginx{number}").ToList();

        stage.Act(("Nine POSTs, one after the other", "Neuf POST, l'un après l'autre"));
        stage.Command($"for i in {{1..9}}; do {cluster.Api.CurlPost("nginx$i").Replace("\"name\": \"nginx$i\"", "\\\"name\\\": \\\"nginx$i\\\"", StringComparison.Ordinal).Replace("'", "\"", StringComparison.Ordinal)}; done");
        var began = stage.Now();
        foreach (var name in names) await cluster.Api.DeclareAsync(name, stop);
        stage.Measure(("all nine answered after", "neuf réponses après"), stage.Since(began));

        stage.Act(("The scheduler deals them out", "Le scheduler les distribue"));
        await stage.ClaimAsync(("all nine run", "les neuf tournent"), () => cluster.Api.NotRunningAsync(names, stop));
        stage.Measure(("from the first POST to nine running", "du premier POST aux neuf qui tournent"), stage.Since(began));
        stage.Command(cluster.Api.CurlList);
        var running = (await cluster.Hands.RunningAsync(stop)).Where(container => names.Contains(container.Name)).ToList();
        foreach (var node in running.GroupBy(container => container.Node).OrderBy(node => node.Key, StringComparer.Ordinal))
            stage.Quote($"{node.Key}  {string.Join("  ", node.Select(container => container.Name).Order(StringComparer.Ordinal))}");
        var spread = running.GroupBy(container => container.Node).Select(node => node.Count()).ToList();
        stage.Claim(("three on each node", "trois sur chaque nœud"), spread is [3, 3, 3], string.Join(", ", spread));

        await cluster.ResetAsync(stop);
    }
}
