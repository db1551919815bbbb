using DuckBus.Kubelet.Docker;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Clusters;

/// <summary>A part of the full stack: a container of docker-compose.yml.</summary>
internal sealed class StackPart(EngineHands engine, string stack, string service) : IPart
{
    private const string StackLabel = "duckbus.stack";
    private const string ServiceLabel = "com.docker.compose.service";

    /// <summary>The services of a stack that runs on the engine; none if there is no such stack.</summary>
    public static async Task<IReadOnlyDictionary<string, IPart>> AllAsync(EngineHands engine, string stack, CancellationToken stop) =>
        (await engine.ListAsync([$"{StackLabel}={stack}"], stop))
        .Select(container => container.Label(ServiceLabel))
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(service => service, IPart (service) => new StackPart(engine, stack, service), StringComparer.Ordinal);

    public async Task<bool> RunsAsync(CancellationToken stop) => (await FoundAsync(stop)).Running;

    public async Task KillAsync(CancellationToken stop) => await engine.KillAsync((await FoundAsync(stop)).Id, stop);

    public async Task StartAgainAsync(CancellationToken stop) => await engine.StartAsync((await FoundAsync(stop)).Id, stop);

    public async Task<IReadOnlyList<string>> SaidAsync(CancellationToken stop) => await engine.LogsAsync((await FoundAsync(stop)).Id, stop);

    private async Task<EngineContainer> FoundAsync(CancellationToken stop) =>
        await engine.ListAsync([$"{StackLabel}={stack}", $"{ServiceLabel}={service}"], stop) is [var found, ..]
            ? found
            : throw new CannotPlayException($"the stack {stack} has no {service}: make up");
}
