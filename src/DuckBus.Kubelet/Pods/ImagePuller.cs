using System.Diagnostics;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>Makes sure that a container's image is there, as its pull policy says.</summary>
internal sealed class ImagePuller(PodServices services)
{
    /// <summary>Returns when the image is local.</summary>
    /// <exception cref="StartException">It is not, and cannot or may not be pulled.</exception>
    public async Task EnsureAsync(Container container, PodSync sync, CancellationToken cancellationToken)
    {
        var image = container.Image ?? "";
        var part = PodRules.PathOf(sync.Pod, container.Name);
        try
        {
            var policy = SpecBuilder.PullPolicy(container);
            if (policy != "Always" && await services.Runtime.FindImageAsync(image, cancellationToken) is not null)
            {
                services.Events.Normal(sync.Pod, "Pulled", $"Container image \"{image}\" already present on machine", part);
                return;
            }

            if (policy == "Never")
            {
                var why = $"Container image \"{image}\" is not present with pull policy of Never";
                services.Events.Warning(sync.Pod, Trouble.ErrImageNeverPull, why, part);
                throw new StartException(Trouble.ErrImageNeverPull, why);
            }

            await PullAsync(image, container.Name, sync, cancellationToken);
        }
        catch (RuntimeException failure)
        {
            services.Events.Warning(sync.Pod, "Failed", $"Failed to pull image \"{image}\": {failure.Message}", part);
            throw new StartException(Trouble.ErrImagePull, failure.Message);
        }
    }

    private async Task PullAsync(string image, string container, PodSync sync, CancellationToken cancellationToken)
    {
        using var span = sync.Span(services.Telemetry, SpanNames.Pull, container);
        span?.SetTag("image", image);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sync.Interrupted, cancellationToken);
        var start = services.Time.GetTimestamp();
        var part = PodRules.PathOf(sync.Pod, container);
        services.Events.Normal(sync.Pod, "Pulling", $"Pulling image \"{image}\"", part);
        try
        {
            await services.Runtime.PullImageAsync(image, either.Token);
        }
        catch (RuntimeException failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }

        var took = services.Time.GetElapsedTime(start);
        services.Events.Normal(sync.Pod, "Pulled", $"Successfully pulled image \"{image}\" in {took.TotalMilliseconds:0}ms", part);
        services.Log.LogInformation("⬇ PULL: {Image}  {Milliseconds:0} ms", image, took.TotalMilliseconds);
    }
}
