using System.Diagnostics.Tracing;
using System.Globalization;
using DuckBus.Chaos.History;
using DuckBus.Testing;
using Microsoft.Diagnostics.NETCore.Client;

namespace DuckBus.Chaos.Clients;

/// <summary>Weighs a process of .NET when it has just collected its garbage: what the garbage weighs says nothing about what is held.</summary>
public sealed class MemoryMeter : IDisposable
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const long CollectNow = 0x800000; // GCHeapCollectKeyword: who enables it gets a full collection.
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new() { Timeout = Patience };

    /// <summary>Makes a process collect its garbage, and asks it what is left.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="process">Its id.</param>
    /// <param name="address">Where it serves <c>/metrics</c>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<Memory> WeighAsync(string part, int process, Uri address, CancellationToken cancellationToken)
    {
        var before = await ReadAsync(address, cancellationToken);
        await CollectAsync(process, cancellationToken);
        var after = before;
        await Eventually.Async($"{part} has collected its garbage", Patience, async () =>
        {
            after = await ReadAsync(address, cancellationToken);
            return after.Collections > before.Collections;
        });
        return new Memory(part, after.Heap / Megabyte, after.Resident / Megabyte);
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private static async Task CollectAsync(int process, CancellationToken cancellationToken)
    {
        var provider = new EventPipeProvider(Runtime, EventLevel.Informational, CollectNow);
        using var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 1, cancellationToken);
        var events = session.EventStream.CopyToAsync(Stream.Null, cancellationToken);
        await session.StopAsync(cancellationToken);
        await events;
    }

    private async Task<(double Collections, double Heap, double Resident)> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        var text = await http.GetStringAsync(new Uri(address, "/metrics"), cancellationToken);
        return (Sample("dotnet_collection_count_total{generation=\"2\"} "), Sample("dotnet_gc_heap_bytes "), Sample("process_resident_memory_bytes "));

        double Sample(string name) => double.Parse(
            text.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture);
    }
}
