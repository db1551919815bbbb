using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>A container is killed: the imperative cluster never notices, the declarative one brings it back.</summary>
internal sealed class Crash : IScene
{
    public int Number => 4;

    public string Name => "crash";

    public Text Title => ("A container dies", "Un conteneur meurt");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var push = await stage.Theatre.ImperativeAsync(nodesApart: false, stop);
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: false, stop);

        stage.Act(("Imperative: start nginx, then kill it", "Impératif : démarrer nginx, puis le tuer"));
        stage.Command(push.Api.CurlStart("nginx"));
        await push.Api.StartAsync("nginx", stop);
        var victim = (await push.Hands.RunningAsync(stop)).Single(container => container.Name == "nginx");
        stage.Command(push.Hands.CrashCommand(victim));
        await push.Hands.CrashAsync(victim, stop);
        await stage.ClaimAsync(
            ("the brain believes that it runs; a look shows that it is gone", "le cerveau croit qu'il tourne ; un regard montre qu'il n'est plus là"),
            () => push.Api.NotShownAsync(line => line is { Name: "nginx", State: "running", Seen: "gone" }, stop));
        await stage.ClaimAsync(
            ("starting it again is refused: 409, it runs already, says the brain", "le redémarrer est refusé : 409, il tourne déjà, dit le cerveau"),
            () => RefusedAsync(() => push.Api.StartAsync("nginx", stop), 409));

        stage.Act(("Declarative: declare nginx, then kill it", "Déclaratif : déclarer nginx, puis le tuer"));
        stage.Command(cluster.Api.CurlPost("nginx"));
        await cluster.Api.DeclareAsync("nginx", stop);
        await stage.ClaimAsync(("nginx runs", "nginx tourne"), () => cluster.Api.NotRunningAsync(["nginx"], stop));
        victim = (await cluster.Hands.RunningAsync(stop)).Single(container => container.Name == "nginx");
        stage.Command(cluster.Hands.CrashCommand(victim));
        var began = stage.Now();
        await cluster.Hands.CrashAsync(victim, stop);
        await stage.ClaimAsync(
            ("it is back, restarted once", "il est revenu, redémarré une fois"),
            async () =>
            {
                var nginx = (await cluster.Api.ListAsync(stop)).First(container => container.Name == "nginx");
                var real = (await cluster.Hands.RunningAsync(stop)).Any(container => container.Name == "nginx");
                return nginx is { Runs: true, Pods: [{ Restarts: 1 }] } && real ? null : $"{nginx}, restarts {nginx.Pods.Sum(pod => pod.Restarts)}";
            });
        stage.Measure(("back after", "de retour après"), stage.Since(began));
        stage.Look(("Nobody typed anything.", "Personne n'a rien tapé."));

        stage.Act(("Imperative: gone until somebody acts", "Impératif : disparu tant que personne n'agit"));
        await stage.ClaimAsync(
            ("it is still gone", "il est toujours absent"),
            () => push.Api.NotShownAsync(line => line is { Name: "nginx", Seen: "gone" }, stop));
        stage.Command(push.Api.CurlStop("nginx"));
        await push.Api.StopAsync("nginx", stop);
        stage.Command(push.Api.CurlStart("nginx"));
        await push.Api.StartAsync("nginx", stop);
        await stage.ClaimAsync(
            ("stopped and started by hand, it runs", "arrêté et démarré à la main, il tourne"),
            () => push.Api.NotShownAsync(line => line is { Name: "nginx", Seen: "running" }, stop));

        await push.ResetAsync(stop);
        await cluster.ResetAsync(stop);
    }

    private static async Task<string?> RefusedAsync(Func<Task> call, int code)
    {
        try
        {
            await call();
            return "it was not refused";
        }
        catch (ApiRefusedException e) when (e.Code == code)
        {
            return null;
        }
    }
}
