using DuckBus.Bus;
using DuckBus.Dashboard.Stages;
using DuckBus.Kubelet.Accidents;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Composition;

/// <summary>What the dashboard's buttons reach in a cluster of one process: its nodes, its bus in memory, its containers.</summary>
internal sealed class LocalStage(LocalNodes nodes, IChangeBus bus, IAccidents accidents) : IStage
{
    private const string NotOurBroker = "The broker is RabbitMQ, which this process did not start: stop it where it runs.";

    public string? WhyNot(StageAct act) => act == StageAct.SwitchBroker && bus is not InMemoryChangeBus ? NotOurBroker : null;

    public Task<string?> KillPodAsync(string node, string ns, string name, CancellationToken cancellationToken) => TryAsync(async () =>
        await accidents.KillAsync(node, ns, name, cancellationToken) > 0 ? null : $"No container of {name} runs at the moment.");

    public async Task<string?> StopNodeAsync(string node, CancellationToken cancellationToken)
    {
        await nodes.StopAsync(node);
        return null;
    }

    public async Task<string?> StartNodeAsync(string node, CancellationToken cancellationToken)
    {
        await nodes.StartAsync(node);
        return null;
    }

    public Task<string?> StopBrokerAsync(CancellationToken cancellationToken) => WithBus(memory => memory.Pause());

    public Task<string?> StartBrokerAsync(CancellationToken cancellationToken) => WithBus(memory => memory.Resume());

    public Task<string?> AddIntruderAsync(string node, string name, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        await accidents.IntrudeAsync(node, name, cancellationToken);
        return null;
    });

    private Task<string?> WithBus(Action<InMemoryChangeBus> act)
    {
        if (bus is not InMemoryChangeBus memory) return Task.FromResult<string?>(NotOurBroker);
        act(memory);
        return Task.FromResult<string?>(null);
    }

    private static async Task<string?> TryAsync(Func<Task<string?>> act)
    {
        try
        {
            return await act();
        }
        catch (RuntimeException e)
        {
            return e.Message;
        }
    }
}
