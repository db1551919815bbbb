using System.Diagnostics;
using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;
using DuckBus.Scenes.Traces;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Scenes.Scenes;

/// <summary>One POST of a Deployment with two replicas is one trace, from the request over the bus to the running containers.</summary>
internal sealed class Trace : IScene
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private static readonly string[] Hops = ["POST", "commit", "publish", "consume", "reconcile", "bind", "sandbox", "container start", "status"];

    private static readonly string[] Ends = ["bind", "sandbox", "container start"];

    public int Number => 8;

    public string Name => "trace";

    public Text Title => ("One POST is one trace", "Un POST, une seule trace");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: false, stop);
        var spans = await SpanSource.FindAsync(stage.Theatre, cluster, stop);
        var request = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        var id = $"{request.TraceId}";

        stage.Act(("POST a Deployment with two replicas", "POST d'un Deployment à deux répliques"));
        stage.Command($"kubectl create deployment {Cast.Deployment} --image=duckbus/duck:local --replicas=2");
        var began = stage.Now();
        await cluster.Rest.PostAsync(Deployments, Body, stop, request);
        await stage.ClaimAsync(
            ("two ducks are ready", "deux canards sont prêts"),
            async () => (int?)(await cluster.Rest.GetAsync($"{Deployments}/{Cast.Deployment}", stop))["status"]?["readyReplicas"] is 2 ? null : "not both are");
        stage.Measure(("from POST to two ready", "du POST à deux prêts"), stage.Since(began));

        stage.Act(("The whole way, in one trace", "Tout le chemin, dans une seule trace"));
        if (spans.Name is { } keeper) stage.Say(($"The spans are read from {keeper.English}.", $"Les spans sont lus dans {keeper.French}."));
        Task<IReadOnlyList<OtlpSpan>> LookAsync() => spans.ReadAsync(id, stop);
        IReadOnlyList<OtlpSpan> trace = [];
        await stage.ClaimAsync(
            ("request, commit, publish, consume, reconcile, bind, sandbox, start, status: all there", "requête, commit, publish, consume, reconcile, bind, sandbox, start, status : tout y est"),
            async () => TraceTree.Missing(trace = await LookAsync(), Hops));
        await stage.ClaimAsync(
            ("both pods were bound, given a sandbox and started in it", "les deux pods y sont liés, mis en sandbox et démarrés"),
            async () =>
            {
                trace = await LookAsync();
                return new[] { "bind", "sandbox", "container start" }.FirstOrDefault(hop => trace.Count(span => span.Name == hop || span.Name.StartsWith(hop + " ", StringComparison.Ordinal)) != 2) is { } odd
                    ? $"not two of {odd}" : null;
            });
        await stage.ClaimAsync(
            ("no span is without its cause", "aucun span sans sa cause"),
            async () => TraceTree.Orphans(trace = await LookAsync(), $"{request.SpanId}"));
        stage.Look(("Several programs, one story. Read it downwards: each line set off the next.", "Plusieurs programmes, une histoire. De haut en bas : chaque ligne déclenche la suivante."));
        var story = TraceTree.LeadingTo(trace, Ends);
        foreach (var line in TraceTree.Lines(story)) stage.Quote(line);
        stage.Say((
            $"and {trace.Count - story.Count} more: statuses on their way back, and who else heard of each change",
            $"et {trace.Count - story.Count} autres : les statuts qui reviennent, et qui d'autre l'a entendu"));
        if (spans.Look is { } where) stage.Say(where(id));

        await cluster.ResetAsync(stop);
    }

    private const string Body = $$"""
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "{{Cast.Deployment}}"}, "spec": {
          "replicas": 2,
          "selector": {"matchLabels": {"app": "{{Cast.Deployment}}"} },
          "template": {
            "metadata": {"labels": {"app": "{{Cast.Deployment}}"} },
            "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "{{Cast.Deployment}}", "image": "duckbus/duck:local"}]}
          }
        } }
        """;
}
