using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Usage;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Model.Metrics;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Kubelet.Server;

/// <summary><c>GET /usage/pods</c> and <c>/usage/node</c>: processor and memory in use, as <c>metrics.k8s.io</c> tells it.</summary>
internal sealed class UsageEndpoint(UsageMeter meter, string node)
{
    /// <summary>Answers what each pod uses.</summary>
    public Task PodsAsync(HttpContext context) => ServeAsync(context, sample => new ResourceList<PodMetrics>
    {
        ApiVersion = "metrics.k8s.io/v1beta1",
        Kind = "PodMetricsList",
        Items = UsageRates.Pods(sample),
    });

    /// <summary>Answers what all pods of the node use together.</summary>
    public Task NodeAsync(HttpContext context) => ServeAsync(context, sample => UsageRates.Node(node, sample));

    private async Task ServeAsync(HttpContext context, Func<UsageSample, object> answer)
    {
        try
        {
            var sample = await meter.MeasureAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(ModelJson.Write(answer(sample)), context.RequestAborted);
        }
        catch (RuntimeException failure)
        {
            await context.RefuseAsync(503, failure.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away.
        }
    }
}
