using DuckBus.Client.Informers;
using DuckBus.Gateway;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using DuckBus.Telemetry;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>A kubelet with an API and a runtime to play with.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-kubelet-").FullName;
    private readonly PartTelemetry telemetry = new($"kubelet/{Guid.NewGuid():N}");

    public TestNode()
    {
        Api = new FakeApi(Bus, TimeProvider.System);
        Runtime = new FakeRuntime(TimeProvider.System);
    }

    /// <summary>The source of the kubelet's spans.</summary>
    public string Spans => telemetry.Spans.Name;

    public FakeBus Bus { get; } = new();

    public FakeApi Api { get; }

    public FakeRuntime Runtime { get; }

    public IServiceDrain Drain { get; set; } = NoServiceDrain.Instance;

    public Informer<Service>? Services { get; set; }

    public LogLines Logs { get; } = new();

    public KubeletPart? Kubelet { get; private set; }

    public KubeletOptions Options { get; set; } = new()
    {
        NodeName = "node-1",
        Heartbeat = TimeSpan.FromMilliseconds(100),
        Resync = TimeSpan.FromMilliseconds(300),
        CrashBackoff = TimeSpan.FromMilliseconds(300),
        PullBackoff = TimeSpan.FromMilliseconds(300),
    };

    public async Task StartAsync(IContainerRuntime? runtime = null) =>
        Kubelet = await KubeletPart.StartAsync(
            Options with { DataDirectory = directory }, Api.Client(), Bus, runtime ?? Runtime, Drain, Services, telemetry, TimeProvider.System, Logs,
            CancellationToken.None);

    public async Task StopAsync()
    {
        if (Kubelet is not null) await Kubelet.DisposeAsync();
        Kubelet = null;
    }

    public Pod Declare(string name = "web", string policy = "Always", Func<PodSpec, PodSpec>? spec = null)
    {
        var pod = A.Pod(policy);
        return Api.Put(pod with
        {
            Metadata = pod.Metadata with { Name = name, Uid = Guid.NewGuid().ToString() },
            Spec = (spec ?? (one => one))(pod.Spec),
        });
    }

    public Pod? Pod(string name = "web") => Api.Get<Pod>("default", name);

    public ContainerStatus? Container(string name = "web") => Pod(name)?.Status.ContainerStatuses?[0];

    public Task UntilAsync(string what, Func<bool> condition) => Eventually.Async(
        what, Patience, condition,
        () => $"calls: {string.Join(", ", Runtime.Calls)}\nstatus: {System.Text.Json.JsonSerializer.Serialize(Pod()?.Status, Model.Json.ModelJson.Options)}\nevents: {string.Join("; ", Api.All<Event>().Select(e => e.Message))}\n{Logs}");

    public Task UntilRunningAsync(string name = "web") => UntilAsync($"{name} runs", () => Pod(name)?.Status.Phase == "Running" && Container(name)!.Ready);

    /// <summary>Time for a mistake to show: two resyncs pass.</summary>
    public async Task SettleAsync()
    {
        int Lists() => Api.Requests.Count(request => request == "GET /api/v1/pods");
        var before = Lists();
        if (Api.Down) return;
        await UntilAsync("two resyncs pass", () => Lists() >= before + 2);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        telemetry.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
