using System.Net;
using System.Text.Json.Nodes;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;
using DuckBus.Testing.Cluster;

namespace DuckBus.Chaos.Clients;

/// <summary>Does what the plan has for clients, through the API or behind its back.</summary>
public sealed class Operator(ChaosClient client, DockerView docker, string cluster, HistoryBook book)
{
    /// <summary>The Deployment that is rolled.</summary>
    public const string Deployment = "roller";

    /// <summary>The annotation that says which template a DaemonSet has.</summary>
    public const string Template = "template";

    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string DaemonSets = "/apis/apps/v1/namespaces/default/daemonsets";

    /// <summary>Declares the Deployment, and a service before it.</summary>
    /// <param name="nodePort">The port of the nodes that leads to it.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task PrepareAsync(int nodePort, CancellationToken cancellationToken)
    {
        await MakeAsync("/api/v1/namespaces/default/services", $$$"""
            {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "{{{Deployment}}}"},
             "spec": {"type": "NodePort", "selector": {"app": "roller"}, "ports": [{"port": 80, "targetPort": 8080, "nodePort": {{{nodePort}}}}]} }
            """, cancellationToken);
        await MakeAsync("/apis/apps/v1/namespaces/default/deployments", $$$"""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "{{{Deployment}}}"},
             "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "roller"}}, "template": {"metadata": {"labels": {"app": "roller"}},
              "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "duck", "image": "duckbus/duck:local"}]} } } }
            """, cancellationToken);
    }

    /// <summary>Does one thing, and tells how it went.</summary>
    public async Task DoAsync(Operation operation)
    {
        var answer = operation.Kind switch
        {
            OperationKind.Declare => await DemandAsync(operation, HttpMethod.Post, "/api/containers",
                $$"""{"name": "{{operation.Name}}", "replicas": {{operation.Number}}}""", Json),
            OperationKind.Scale => await DemandAsync(operation, HttpMethod.Patch, $"/apis/apps/v1/namespaces/default/deployments/{operation.Name}/scale",
                $$$"""{"spec": {"replicas": {{{operation.Number}}}}}""", MergePatch),
            OperationKind.Remove => await DemandAsync(operation, HttpMethod.Delete, $"/api/containers/{operation.Name}", null, ""),
            OperationKind.DeletePod => await OfPodAsync(operation.Number, HttpMethod.Delete, ""),
            OperationKind.ReadLog => await OfPodAsync(operation.Number, HttpMethod.Get, "/log"),
            OperationKind.KillContainer => await KillContainerAsync(operation.Number),
            OperationKind.Intrude => await IntrudeAsync(operation),
            OperationKind.DeclareDaemons => await DemandAsync(operation, HttpMethod.Post, DaemonSets, DaemonSet(operation), Json),
            OperationKind.RollDaemons => await DemandAsync(operation, HttpMethod.Patch, $"{DaemonSets}/{operation.Name}",
                $$$$"""{"spec": {"template": {"metadata": { {{{{Annotations(operation)}}}} } } } }""", MergePatch),
            OperationKind.RemoveDaemons => await DemandAsync(operation, HttpMethod.Delete, $"{DaemonSets}/{operation.Name}", null, ""),
            _ => await RollAsync(operation.Name),
        };
        book.Say($"  {operation}: {answer}");
        if (answer.StartsWith($"{(int)HttpStatusCode.BadRequest} ", StringComparison.Ordinal)) throw new InvalidOperationException($"this program asked what cannot be asked: {answer}");
    }

    private static string DaemonSet(Operation operation) => $$$"""
        {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "{{{operation.Name}}}"},
         "spec": {"selector": {"matchLabels": {"app": "{{{operation.Name}}}"}},
          "template": {"metadata": {"labels": {"app": "{{{operation.Name}}}"}, {{{Annotations(operation)}}}},
           "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "duck", "image": "duckbus/duck:local"}]} } } }
        """;

    private static string Annotations(Operation operation) => $$"""
        "annotations": {"{{Template}}": "{{operation.Number}}"}
        """;

    private async Task<string> DemandAsync(Operation operation, HttpMethod method, string path, string? json, string type)
    {
        var outcome = WriteOutcome.Unknown;
        try
        {
            (outcome, _, var answer) = await client.SendAsync(method, path, json, type, CancellationToken.None);
            return answer;
        }
        finally
        {
            // Also when this program fails: what it sent may have come true.
            book.Demands.Enqueue(new Demand(operation.Kind, operation.Name, operation.Number, outcome));
        }
    }

    private async Task MakeAsync(string path, string json, CancellationToken cancellationToken)
    {
        var (outcome, _, answer) = await client.SendAsync(HttpMethod.Post, path, json, Json, cancellationToken);
        if (outcome != WriteOutcome.Acknowledged) throw new InvalidOperationException($"nothing was made at {path}: {answer}");
    }

    private async Task<string> OfPodAsync(int which, HttpMethod method, string about)
    {
        var (_, list, answer) = await client.SendAsync(HttpMethod.Get, Pods, CancellationToken.None);
        if (list?["items"] is not JsonArray { Count: > 0 } items) return $"none there ({answer})";
        var pod = (string)items[which % items.Count]!["metadata"]!["name"]!;
        return $"{pod}, {(await client.SendAsync(method, $"{Pods}/{pod}{about}", CancellationToken.None)).Short}";
    }

    private Task<string> KillContainerAsync(int which) => EngineAsync(async () =>
    {
        var running = (await docker.EverythingAsync(gateway: true)).Where(container => container is { State: "running", Role: "container" or "sandbox" or "gateway" }).ToList();
        if (running.Count == 0) return "none runs";
        var victim = running[which % running.Count];
        await docker.KillAsync(victim.Id);
        return victim.Role switch
        {
            "gateway" => "the gateway",
            "sandbox" => $"the sandbox of {victim.Pod} on {victim.Node}",
            _ => $"{victim.Pod} on {victim.Node}",
        };
    });

    private Task<string> IntrudeAsync(Operation operation) => EngineAsync(async () =>
    {
        var node = $"node-{operation.Number}";
        await docker.RunAsync("run", "-d", "--label", $"duckbus.cluster={cluster}", "--label", $"duckbus.node={node}", "--network", "none",
            "--name", $"{cluster}-{operation.Name}", "duckbus/duck:local");
        return node;
    });

    private async Task<string> RollAsync(string value) => (await client.SendAsync(HttpMethod.Patch, $"/apis/apps/v1/namespaces/default/deployments/{Deployment}",
        $$$$"""{"spec": {"template": {"metadata": {"annotations": {"roll": "{{{{value}}}}"} } } } }""", MergePatch, CancellationToken.None)).Short;

    private static async Task<string> EngineAsync(Func<Task<string>> act)
    {
        try
        {
            return await act();
        }
        catch (InvalidOperationException e)
        {
            return OneLine.Of(e);
        }
    }
}
