using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace DuckBus.Bench.Contenders;

/// <summary>Any cluster with the Kubernetes API: DuckBus itself, or another by its kubeconfig. What is so is seen on a watch.</summary>
/// <param name="title">As it stands in tables.</param>
/// <param name="http">Reaches the API server.</param>
/// <param name="image">What pods run.</param>
/// <param name="kill">Kills the process of a container id, where that can be done from here.</param>
public sealed class KubernetesCluster(string title, HttpClient http, string image, Func<string, Task>? kill) : IContender
{
    private const string Pods = "api/v1/namespaces/default/pods";
    private const string Deployments = "apis/apps/v1/namespaces/default/deployments";
    private const string Ours = "bench=duckbus";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private int rolls;

    /// <inheritdoc />
    public string Name => title;

    /// <inheritdoc />
    public async Task RunPodsAsync(string name, int count, CancellationToken cancellationToken)
    {
        await using var watch = await PodWatch.StartAsync(http, $"{Pods}?labelSelector=app={name}", cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => SendAsync(HttpMethod.Post, Pods, $$$"""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{{name}}}-{{{i}}}", "labels": {"app": "{{{name}}}", "bench": "duckbus"}}, "spec": {{{Spec}}}}
            """, cancellationToken)));
        await watch.UntilAsync(count, PodWatch.Runs, cancellationToken);
    }

    /// <inheritdoc />
    public async Task DeclareAsync(string name, int replicas, CancellationToken cancellationToken)
    {
        await using var watch = await PodWatch.StartAsync(http, $"{Pods}?labelSelector=app={name}", cancellationToken);
        await SendAsync(HttpMethod.Post, Deployments, $$$"""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "{{{name}}}", "labels": {"bench": "duckbus"}},
             "spec": {"replicas": {{{replicas}}}, "selector": {"matchLabels": {"app": "{{{name}}}"}},
              "template": {"metadata": {"labels": {"app": "{{{name}}}", "bench": "duckbus"}}, "spec": {{{Spec}}} } } }
            """, cancellationToken);
        await watch.UntilAsync(replicas, PodWatch.Runs, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ScaleAsync(string name, int replicas, CancellationToken cancellationToken)
    {
        await using var watch = await PodWatch.StartAsync(http, $"{Pods}?labelSelector=app={name}", cancellationToken);
        await SendAsync(HttpMethod.Patch, $"{Deployments}/{name}", $$$"""{"spec": {"replicas": {{{replicas}}} } }""", cancellationToken);
        await watch.UntilAsync(replicas, PodWatch.Runs, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ReplaceAsync(string name, CancellationToken cancellationToken)
    {
        await using var watch = await PodWatch.StartAsync(http, $"{Pods}?labelSelector=app={name}", cancellationToken);
        var before = watch.Pods.Where(PodWatch.Runs).ToList();
        var victim = before[0]["metadata"]!;
        await SendAsync(HttpMethod.Delete, $"{Pods}/{victim["name"]}", null, cancellationToken);
        await watch.UntilAsync(before.Count, pod => PodWatch.Runs(pod) && (string?)pod["metadata"]!["uid"] != (string?)victim["uid"], cancellationToken);
    }

    /// <inheritdoc />
    public async Task<bool> RestartAsync(string name, CancellationToken cancellationToken)
    {
        if (kill is null) return false;
        await using var watch = await PodWatch.StartAsync(http, $"{Pods}?labelSelector=app={name}", cancellationToken);
        // One that has not crashed before: a kubelet waits longer after each crash.
        var victim = watch.Pods.Where(PodWatch.Runs).MinBy(Restarts)!;
        var id = ContainerOf(victim)!;
        await kill(id[(id.LastIndexOf('/') + 1)..]);
        await watch.UntilAsync(1, pod => (string?)pod["metadata"]!["uid"] == (string?)victim["metadata"]!["uid"]
            && ContainerOf(pod) is { } now && now != id && PodWatch.Runs(pod), cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public async Task RollAsync(string name, CancellationToken cancellationToken)
    {
        await using var watch = await PodWatch.StartAsync(http, $"{Pods}?labelSelector=app={name}", cancellationToken);
        var before = watch.Pods.Count(PodWatch.Runs);
        var value = (++rolls).ToString(CultureInfo.InvariantCulture);
        await SendAsync(HttpMethod.Patch, $"{Deployments}/{name}",
            $$$"""{"spec": {"template": {"metadata": {"annotations": {"roll": "{{{value}}}" } } } } }""", cancellationToken);
        await watch.UntilAsync(before, pod => PodWatch.Runs(pod) && (string?)pod["metadata"]!["annotations"]?["roll"] == value, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in new[] { Deployments, Pods })
            await SendAsync(HttpMethod.Delete, $"{collection}?labelSelector={Ours}", null, cancellationToken);
        while (((JsonArray)(await SendAsync(HttpMethod.Get, $"{Pods}?labelSelector={Ours}", null, cancellationToken))["items"]!).Count > 0)
            await Task.Delay(Look, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Spec => $$$"""{"terminationGracePeriodSeconds": 1, "containers": [{"name": "duck", "image": "{{{image}}}"}]}""";

    private static string? ContainerOf(JsonNode pod) => (string?)pod["status"]?["containerStatuses"]?[0]?["containerID"];

    private static int Restarts(JsonNode pod) => (int?)pod["status"]?["containerStatuses"]?[0]?["restartCount"] ?? 0;

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
    }
}
