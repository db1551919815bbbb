using DuckBus.Chaos.Clients;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Chaos.Tests.Clients;

public sealed class MemoryMeterTests
{
    [Fact]
    public async Task A_process_is_weighed_without_its_garbage()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var directory = PrivateDirectory.Create("meter");
        await using var server = await DuckBusProcess.StartAsync("server", new Dictionary<string, string>(), "apiserver", "--urls", address.ToString(), "--data", directory.Path);
        using var api = new Rest(address);
        await Eventually.Async("the server answers", TimeSpan.FromSeconds(60), async () => (await api.ItemsAsync("/api/v1/namespaces")).Count > 0, () => server.Tail);
        using var meter = new MemoryMeter();

        for (var times = 0; times < 2; times++)
        {
            var memory = await meter.WeighAsync("server", server.Id, address, TestContext.Current.CancellationToken);
            memory.Heap.ShouldBeInRange(0.5, 60);
            memory.Resident.ShouldBeGreaterThan(memory.Heap);
        }
    }
}
