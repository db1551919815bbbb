using DuckBus.Client.Api;
using DuckBus.Dashboard.Facts;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Dashboard.Stories;

/// <summary>Fetches what belongs to one pod when somebody wants to see it.</summary>
public sealed class StoryTeller(ApiClient api, Func<string, string, Pod?> find, ReceivedSpans spans)
{
    private const int LogLines = 200;

    /// <summary>Raised, from any thread, when spans have arrived.</summary>
    public event Action<IReadOnlyList<OtlpSpan>>? SpansArrived
    {
        add => spans.Arrived += value;
        remove => spans.Arrived -= value;
    }

    /// <summary>The Events about the pod, oldest first.</summary>
    public async Task<IReadOnlyList<Event>> EventsAsync(PodFacts pod, CancellationToken cancellationToken)
    {
        var list = await api.ListAsync<Event>(
            new ListOptions(pod.Namespace, FieldSelector: $"involvedObject.uid={pod.Uid}"), cancellationToken);
        return [.. list.Items.OrderBy(told => told.LastTimestamp ?? told.FirstTimestamp ?? told.EventTime)];
    }

    /// <summary>The end of what the pod's first container wrote; or why there is none.</summary>
    public async Task<string> LogAsync(PodFacts pod, CancellationToken cancellationToken)
    {
        try
        {
            var container = find(pod.Namespace, pod.Name)?.Spec.Containers is [var first, ..] ? first.Name : null;
            var path = $"api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}/log?tailLines={LogLines}{(container is null ? "" : $"&container={container}")}";
            var text = await api.ReadTextAsync(path, cancellationToken);
            return text.Length == 0 ? "The container has written nothing." : text;
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException)
        {
            return e.Message;
        }
    }

    /// <summary>The pod as YAML; or why there is none.</summary>
    public string Yaml(PodFacts pod) => find(pod.Namespace, pod.Name) is { } known ? YamlText.Of(known) : $"{pod.Name} is gone.";

    /// <summary>The traces that the pod appears in, newest first.</summary>
    public IReadOnlyList<Waterfall> Traces(PodFacts pod) => Waterfalls.About(pod.Name, pod.Namespace, spans.All);
}
