using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>The API server is stopped. The imperative cluster is headless; the kubelets go on from what they know.</summary>
internal sealed class ApiDown : IScene
{
    public int Number => 5;

    public string Name => "api-down";

    public Text Title => ("The brain is gone", "Le cerveau n'est plus là");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var push = await stage.Theatre.ImperativeAsync(nodesApart: false, stop);
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: true, stop);
        if (!cluster.InParts || !push.CanLoseBrain)
            throw new CannotPlayException("this scene kills parts, and of that cluster it has none in its hands: play it on the full stack (make up), or leave --cluster-url and --push-url out");

        await ImperativeAsync(stage, push, stop);
        await DeclarativeAsync(stage, cluster, stop);
        await push.ResetAsync(stop);
        await cluster.ResetAsync(stop);
    }

    private static async Task ImperativeAsync(Stage stage, ImperativeCluster push, CancellationToken stop)
    {
        stage.Act(("Imperative: two containers run, and the brain is killed", "Impératif : deux conteneurs tournent, et on tue le cerveau"));
        await push.Api.StartAsync("nginx", stop);
        await push.Api.StartAsync("redis", stop);
        await push.KillAsync(ImperativeCluster.Brain, stop);
        stage.Command(push.Api.CurlList);
        await stage.ClaimAsync(
            ("nothing can be listed, started or managed", "on ne peut plus rien lister, démarrer ni gérer"),
            async () => await push.Rest.AnswersAsync("/containers", stop) ? "it answers" : null);
        var victim = (await push.Hands.RunningAsync(stop)).Single(container => container.Name == "redis");
        stage.Command(push.Hands.CrashCommand(victim));
        await push.Hands.CrashAsync(victim, stop);
        stage.Look(("redis has died, and nobody will ever know.", "redis est mort, et personne ne le saura jamais."));
        await push.StartAgainAsync(ImperativeCluster.Brain, stop);
        await push.ReadyAsync(stop);
        await stage.ClaimAsync(
            ("the brain is back, and has forgotten everything", "le cerveau est revenu, et il a tout oublié"),
            () => push.Api.NotShownAsync(line => line is { Name: "nginx", State: "unknown", Seen: "running" }, stop));
        stage.Claim(("redis is lost", "redis est perdu"), !(await push.Api.ListAsync(stop)).Any(line => line.Name == "redis"));
    }

    private static async Task DeclarativeAsync(Stage stage, DeclarativeCluster cluster, CancellationToken stop)
    {
        stage.Act(("Declarative: two containers run on node-1", "Déclaratif : deux conteneurs tournent sur node-1"));
        foreach (var name in new[] { "nginx", "redis" })
        {
            stage.Command(cluster.Api.CurlPost(name, "node-1"));
            await cluster.Api.DeclareAsync(name, stop, "node-1");
        }

        await stage.ClaimAsync(("both run", "les deux tournent"), () => cluster.Api.NotRunningAsync(["nginx", "redis"], stop));
        var before = await cluster.Hands.RunningAsync(stop);
        var onNode = before.Count(container => container.Node == "node-1");
        string[] words = ["⚠ API unreachable, using local state", $"✓ Converged ({onNode} containers)"];
        var nginx = before.Single(container => container.Name == "nginx");
        var redis = before.Single(container => container.Name == "redis");

        stage.Act(("The control plane is killed", "On tue le control plane"));
        var said = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in words) said[line] = (await cluster.LogAsync("node-1", line, stop)).Count;
        await cluster.KillAsync(DeclarativeCluster.Brain, stop);
        stage.Command(cluster.Api.CurlList);
        stage.Claim(("the API refuses connections", "l'API refuse les connexions"), !await cluster.Rest.AnswersAsync("/api/containers", stop));
        foreach (var line in words)
        {
            await stage.ClaimAsync(
                ($"node-1 says: {line}", $"node-1 dit : {line}"),
                async () => (await cluster.LogAsync("node-1", line, stop)).Count > said[line] ? null : "it does not");
        }

        stage.Act(("redis crashes while nobody is in charge", "redis meurt alors que personne ne commande"));
        stage.Command(cluster.Hands.CrashCommand(redis));
        var restarts = (await cluster.LogAsync("node-1", "↻ RESTART: redis", stop)).Count;
        var began = stage.Now();
        await cluster.Hands.CrashAsync(redis, stop);
        await stage.ClaimAsync(
            ("node-1 restarts it from its own memory", "node-1 le redémarre de mémoire"),
            async () => (await cluster.LogAsync("node-1", "↻ RESTART: redis", stop)).Count > restarts
                && (await cluster.Hands.RunningAsync(stop)).Any(container => container.Name == "redis") ? null : "it has not");
        stage.Measure(("restarted without an API after", "redémarré sans API après"), stage.Since(began));

        stage.Act(("The API comes back", "L'API revient"));
        began = stage.Now();
        await cluster.StartAgainAsync(DeclarativeCluster.Brain, stop);
        await cluster.ReadyAsync(stop);
        await stage.ClaimAsync(
            ("all re-synchronise by themselves: redis is listed with one restart", "tout se resynchronise : redis est listé avec un redémarrage"),
            async () =>
            {
                var all = await cluster.Api.ListAsync(stop);
                return all.FirstOrDefault(container => container.Name == "redis") is { Runs: true, Pods: [{ Restarts: 1 }] } ? null : string.Join(", ", all);
            });
        stage.Measure(("API back, everything in step after", "API de retour, tout est à jour après"), stage.Since(began));
        var after = (await cluster.Api.ListAsync(stop)).Single(container => container.Name == "nginx");
        var real = (await cluster.Hands.RunningAsync(stop)).Where(container => container.Name == "nginx").ToList();
        stage.Claim(
            ("nginx was not touched: same container, no restart", "nginx n'a pas bougé : même conteneur, aucun redémarrage"),
            after.Pods is [{ Restarts: 0 }] && real is [var same] && same.Id == nginx.Id, $"{after}; {string.Join(", ", real)}");
    }
}
