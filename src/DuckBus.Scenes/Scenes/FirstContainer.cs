using System.Diagnostics;
using DuckBus.Scenes.Story;
using DuckBus.Scenes.Traces;

namespace DuckBus.Scenes.Scenes;

/// <summary>One POST; scheduled, started, listed with its node and state. Says how long each hop took.</summary>
internal sealed class FirstContainer : IScene
{
    public int Number => 1;

    public string Name => "first-container";

    public Text Title => ("One POST, and a container runs", "Un POST, et un conteneur tourne");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: false, stop);
        var trace = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        stage.Act(("We say what we want. A name is enough.", "On dit ce que l'on veut. Un nom suffit."));
        stage.Command(cluster.Api.CurlPost("nginx"));
        var began = stage.Now();
        await cluster.Api.DeclareAsync("nginx", stop, trace: trace);
        stage.Measure(("answered after", "réponse après"), stage.Since(began));
        stage.Look(("Nobody said where. Nobody started anything.", "Personne n'a dit où. Personne n'a rien démarré."));

        stage.Act(("It runs", "Il tourne"));
        await stage.ClaimAsync(("nginx is listed as Running", "nginx est listé Running"), () => cluster.Api.NotRunningAsync(["nginx"], stop));
        var took = stage.Since(began);
        stage.Command(cluster.Api.CurlList);
        var listed = (await cluster.Api.ListAsync(stop)).Single(container => container.Name == "nginx");
        stage.Quote($"{listed.Name}  {listed.State}  {listed.Node}");
        stage.Claim(("the list says on which node", "la liste dit sur quel nœud"), listed.Node is not null, listed.ToString());
        var real = (await cluster.Hands.RunningAsync(stop)).Where(container => container.Name == "nginx").ToList();
        stage.Claim((
            $"and it really runs there: {listed.Node}", $"et il y tourne vraiment : {listed.Node}"),
            real is [var one] && one.Node == listed.Node, string.Join(", ", await cluster.Hands.RunningAsync(stop)));
        stage.Measure(("from POST to Running", "du POST à Running"), took);

        if (cluster.Ours)
        {
            stage.Act(("Every hop, from the trace", "Chaque étape, d'après la trace"));
            var spans = (await stage.Theatre.TracesAsync(stop)).Spans;
            string[] hops = ["commit", "publish", "reconcile", "bind", "sandbox", "container start", "status"];
            await stage.ClaimAsync(
                ("one trace tells the whole way", "une seule trace raconte tout le chemin"),
                () => Task.FromResult(TraceTree.Missing(spans.OfTrace($"{trace.TraceId}"), hops)));
            foreach (var line in TraceTree.Hops(spans.OfTrace($"{trace.TraceId}"), hops)) stage.Quote(line);
        }

        await cluster.ResetAsync(stop);
    }
}
