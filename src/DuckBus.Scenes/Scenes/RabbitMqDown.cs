using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>The broker is stopped under a running cluster: that costs speed, never correctness.</summary>
internal sealed class RabbitMqDown : IScene
{
    public int Number => 7;

    public string Name => "rabbitmq-down";

    public Text Title => ("The bus breaks down", "Le bus tombe en panne");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        if (stage.Options.ClusterUrl is null) await stage.Theatre.BrokerAsync(stop);
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: true, stop);
        var broker = cluster.Broker ?? throw new CannotPlayException(
            "this scene stops the broker, and has none in its hands: play it on the full stack (make up), or leave --cluster-url and --rabbitmq out");

        stage.Act(("With the bus: everything at event speed", "Avec le bus : tout va à la vitesse des événements"));
        await StartAsync(stage, cluster, "nginx", "trigger=event", stop);

        stage.Act(("The broker is killed", "On tue le broker"));
        await broker.KillAsync(stop);
        var began = stage.Now();
        await cluster.Api.DeclareAsync("offline", stop);
        stage.Measure(("the POST is answered all the same, after", "le POST est tout de même accepté, après"), stage.Since(began));
        await stage.ClaimAsync(("and the container starts", "et le conteneur démarre"), () => cluster.Api.NotRunningAsync(["offline"], stop));
        stage.Measure(("running without a bus after", "en route sans bus après"), stage.Since(began));
        await SaysAsync(stage, cluster, "offline", "trigger=resync", stop);
        if (cluster.Ours)
        {
            var traces = (await stage.Theatre.TracesAsync(stop)).Spans;
            await stage.ClaimAsync(
                ("the trace says so too: trigger=resync", "la trace le dit aussi : trigger=resync"),
                () => Task.FromResult(traces.All.Any(span => span.Name.StartsWith("reconcile default/offline", StringComparison.Ordinal) && span.Attributes.GetValueOrDefault("trigger") == "resync") ? null : "it does not"));
        }

        stage.Look(("The resync lists everything every few seconds. It makes it right.", "Le resync relit tout régulièrement. C'est lui qui a raison."));

        stage.Act(("The broker is started again", "On redémarre le broker"));
        began = stage.Now();
        await broker.StartAgainAsync(stop);
        await stage.ClaimAsync(
            ("POSTs are at event speed again on every node (trigger=event)", "les POST vont de nouveau à la vitesse des événements sur chaque nœud (trigger=event)"),
            () => cluster.NotByEventsAsync(stop));
        stage.Quote((await cluster.StoryAsync(Cast.Online[0], stop)).Last(line => line.Contains("▶ START:", StringComparison.Ordinal)));
        stage.Measure(("at event speed again, by itself, after", "de nouveau à la vitesse des événements, tout seul, après"), stage.Since(began));

        stage.Act(("Nothing was lost or doubled", "Rien n'est perdu ni doublé"));
        await stage.ClaimAsync(
            ("what is declared runs, each once", "tout ce qui est déclaré tourne, une seule fois"),
            async () =>
            {
                var declared = (await cluster.Api.ListAsync(stop)).Where(container => Cast.IsOurs(container.Name)).Select(container => container.Name).Order(StringComparer.Ordinal).ToList();
                var running = (await cluster.Hands.RunningAsync(stop)).Where(container => Cast.IsOurs(container.Name)).Select(container => container.Name).Order(StringComparer.Ordinal).ToList();
                return declared.SequenceEqual(running, StringComparer.Ordinal) ? null : $"declared {string.Join(", ", declared)}; running {string.Join(", ", running)}";
            });

        await cluster.ResetAsync(stop);
    }

    private static async Task StartAsync(Stage stage, DeclarativeCluster cluster, string name, string trigger, CancellationToken stop)
    {
        stage.Command(cluster.Api.CurlPost(name));
        var began = stage.Now();
        await cluster.Api.DeclareAsync(name, stop);
        await stage.ClaimAsync(($"{name} runs", $"{name} tourne"), () => cluster.Api.NotRunningAsync([name], stop));
        stage.Measure(("from POST to Running", "du POST à Running"), stage.Since(began));
        await SaysAsync(stage, cluster, name, trigger, stop);
    }

    // The log of the hops: controller, scheduler, kubelet.
    private static async Task SaysAsync(Stage stage, DeclarativeCluster cluster, string name, string trigger, CancellationToken stop)
    {
        IReadOnlyList<string> said = [];
        await stage.ClaimAsync(
            ($"the log says {trigger}", $"le journal dit {trigger}"),
            async () => (said = [.. (await cluster.StoryAsync(name, stop)).Where(line => line.Contains(trigger, StringComparison.Ordinal))]).Count > 0 ? null : "it does not");
        foreach (var line in said.Take(3)) stage.Quote(line);
    }
}
