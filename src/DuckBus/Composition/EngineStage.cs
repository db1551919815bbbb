using DuckBus.Dashboard.Stages;
using DuckBus.Kubelet.Accidents;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Composition;

/// <summary>
/// What the dashboard's buttons reach where the parts are containers of a Docker engine: the containers of pods, and the services
/// of a compose project that are called like a node or like the broker.
/// </summary>
internal sealed class EngineStage : IStage, IDisposable
{
    private const string Broker = "rabbitmq";

    private readonly DockerAccidents? accidents;
    private readonly ComposeServices? services;
    private readonly string why;

    private EngineStage(DockerAccidents? accidents, ComposeServices? services, string why)
    {
        this.accidents = accidents;
        this.services = services;
        this.why = why;
    }

    /// <summary>Looks for a Docker engine. Without one the buttons say why they do nothing.</summary>
    public static async Task<EngineStage> OpenAsync(Host host)
    {
        var probe = await DockerProbe.RunAsync(host.Time, host.Stopping);
        if (probe is not { Available: true, Endpoint: { } endpoint })
            return new EngineStage(null, null, "No Docker engine is in reach of the dashboard, so it cannot break anything: give it the Docker socket.");
        var compose = await ComposeServices.FindAsync(endpoint, host.Time, host.Stopping);
        return new EngineStage(new DockerAccidents(endpoint, host.Settings.ClusterName, host.Time), compose, "");
    }

    public string? WhyNot(StageAct act) => accidents is null ? why
        : act is StageAct.SwitchNode or StageAct.SwitchBroker && services is null ? "The parts are no services of a compose project: stop them where they run."
        : act == StageAct.SwitchBroker && services?.Has(Broker) != true ? $"The compose project has no service {Broker}."
        : null;

    public Task<string?> KillPodAsync(string node, string ns, string name, CancellationToken cancellationToken) => TryAsync(async () =>
        await accidents!.KillAsync(node, ns, name, cancellationToken) > 0 ? null : $"No container of {name} runs on this engine at the moment.");

    public Task<string?> StopNodeAsync(string node, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if (await services!.StopAsync(node, cancellationToken) is { } reason) return reason;
        await accidents!.KillNodeAsync(node, cancellationToken);
        return null;
    });

    public Task<string?> StartNodeAsync(string node, CancellationToken cancellationToken) => TryAsync(() => services!.StartAsync(node, cancellationToken));

    public Task<string?> StopBrokerAsync(CancellationToken cancellationToken) => TryAsync(() => services!.StopAsync(Broker, cancellationToken));

    public Task<string?> StartBrokerAsync(CancellationToken cancellationToken) => TryAsync(() => services!.StartAsync(Broker, cancellationToken));

    public Task<string?> AddIntruderAsync(string node, string name, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        await accidents!.IntrudeAsync(node, name, cancellationToken);
        return null;
    });

    public void Dispose()
    {
        accidents?.Dispose();
        services?.Dispose();
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
