using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

[Collection(ClusterCollection.Name)]
public sealed class TraceTests(ClusterFixture fixture)
{
    private readonly TestCluster cluster = fixture.Cluster;

    [Fact]
    public async Task One_post_is_one_trace_from_the_request_to_the_running_container()
    {
        const string trace = "5b8aa5a2d2c872e8321cf37308d69df2";
        await cluster.Api.PostAsync("/api/containers", """{"name": "traced"}""", $"00-{trace}-051581bf3cb55c13-01");
        await cluster.ContainerRunsAsync("traced", TimeSpan.FromSeconds(30));

        string[] told = ["commit", "publish", "consume", "reconcile", "bind", "sandbox", "container start", "status"];
        await cluster.UntilAsync("every hop is in the trace", TimeSpan.FromSeconds(15), () =>
        {
            var names = cluster.Otlp.Spans.Where(span => span.TraceId == trace).Select(span => span.Name).ToList();
            return Task.FromResult((told.All(name => names.Any(seen => seen == name || seen.StartsWith(name + " ", StringComparison.Ordinal))), string.Join(", ", names)));
        });

        // Spans are exported when they end; an outer one may still be on its way.
        await cluster.UntilAsync("every span has its parent in the trace", TimeSpan.FromSeconds(15), () =>
        {
            var spans = cluster.Otlp.Spans.Where(span => span.TraceId == trace).ToList();
            var ids = spans.Select(span => span.SpanId).Append("051581bf3cb55c13").ToHashSet();
            var orphans = spans.Where(span => !ids.Contains(span.ParentSpanId)).ToList();
            return Task.FromResult((orphans.Count == 0, "orphans: " + string.Join(", ", orphans.Select(span => $"{span.Service} {span.Name}"))));
        });

        var byId = cluster.Otlp.Spans.Where(span => span.TraceId == trace).DistinctBy(span => span.SpanId).ToDictionary(span => span.SpanId);
        string Ancestors(string service, string name)
        {
            var span = byId.Values.First(s => s.Service.StartsWith(service, StringComparison.Ordinal) && s.Name.StartsWith(name, StringComparison.Ordinal));
            var path = new List<string>();
            for (var at = span; at is not null; at = byId.GetValueOrDefault(at.ParentSpanId)) path.Add(at.Name.Split(' ')[0]);
            path.Reverse();
            return string.Join(" > ", path);
        }

        Ancestors("kubelet", "sandbox").ShouldStartWith("POST > commit > publish > consume > reconcile");
        Ancestors("kubelet", "sandbox").ShouldEndWith("bind > POST > commit > publish > consume > reconcile > sandbox");
        Ancestors("kubelet", "container start").ShouldEndWith("reconcile > container");
        Ancestors("kubelet", "status").ShouldContain("reconcile > status");
        byId.Values.Select(span => span.Service.Split('/')[0]).Distinct().ShouldBe(["apiserver", "controllers", "scheduler", "kubelet"], ignoreOrder: true);
        await cluster.ClearAsync();
    }
}
