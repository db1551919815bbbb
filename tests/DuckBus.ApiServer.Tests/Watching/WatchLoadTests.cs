using System.Net.Sockets;
using System.Text;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Testing;

namespace DuckBus.ApiServer.Tests.Watching;

public sealed class WatchLoadTests : ServerTests
{
    private const int Watchers = 200;
    private const int Writes = 2_000;
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    protected override ApiServerOptions Options => new() { WatchQueue = 500 };

    [Fact]
    public async Task Two_hundred_watchers_see_two_thousand_writes_once_and_in_order_while_one_is_stalled()
    {
        var version = (await Server.GetAsync(Maps)).Body.At("metadata.resourceVersion");
        using var stalled = await StalledWatch.OpenAsync(Server.Part.Address, $"{Maps}?watch=true&resourceVersion={version}");
        var watches = await Task.WhenAll(Enumerable.Range(0, Watchers).Select(_ => WatchReader.OpenAsync(Server, $"{Maps}?resourceVersion={version}")));
        var seen = watches.Select(CountAsync).ToList();
        var filler = new string('x', 4_000);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = writer; i < Writes; i += 8)
                (await Server.PostAsync(Maps, $$$"""{"metadata":{"name":"m{{{i}}}"},"data":{"a":"{{{filler}}}"}}""")).Code.ShouldBe(201);
        }));

        (await Task.WhenAll(seen)).ShouldAllBe(count => count == Writes);
        await Eventually.Async("the stalled watch is dropped", TimeSpan.FromSeconds(30), () => Task.FromResult(Server.Part.Watches == Watchers));
        await Eventually.Async("its connection is closed", TimeSpan.FromSeconds(30), () => stalled.IsClosedAsync());
        foreach (var watch in watches) watch.Dispose();
    }

    [Fact]
    public async Task What_waits_for_stalled_watchers_is_bounded()
    {
        var version = (await Server.GetAsync(Maps)).Body.At("metadata.resourceVersion");
        var stalled = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StalledWatch.OpenAsync(Server.Part.Address, $"{Maps}?watch=true&resourceVersion={version}")));
        var filler = new string('x', 50_000);
        (await Server.PostAsync(Maps, """{"metadata":{"name":"m"}}""")).Code.ShouldBe(201);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 400; i++) await Server.SendAsync("PATCH", $"{Maps}/m", $$$"""{"data":{"a":"{{{i}}}{{{filler}}}"}}""");

        // 400 changes of 50 kB are 20 MB, shared by all; a copy for each of the 50 would be 1 GB.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(400_000_000);
        foreach (var watch in stalled) watch.Dispose();
    }

    private static async Task<int> CountAsync(WatchReader watch)
    {
        long last = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < Writes)
        {
            var e = await watch.NextAsync();
            var revision = long.Parse(e.At("object.metadata.resourceVersion")!);
            revision.ShouldBeGreaterThan(last);
            last = revision;
            names.Add(e.At("object.metadata.name")!).ShouldBeTrue();
        }

        return names.Count;
    }

    /// <summary>A client that opens a watch and never reads.</summary>
    private sealed class StalledWatch : IDisposable
    {
        private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };

        public static async Task<StalledWatch> OpenAsync(Uri server, string path)
        {
            var watch = new StalledWatch();
            await watch.socket.ConnectAsync(server.Host, server.Port);
            await watch.socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: duckbus\r\n\r\n"));
            (await watch.socket.ReceiveAsync(new byte[16])).ShouldBeGreaterThan(0); // The watch is open.
            return watch;
        }

        /// <summary>Reads what there is; the end, however it comes, tells.</summary>
        public async Task<bool> IsClosedAsync()
        {
            try
            {
                return await socket.ReceiveAsync(new byte[64 * 1024]) == 0;
            }
            catch (SocketException)
            {
                return true;
            }
        }

        public void Dispose() => socket.Dispose();
    }
}
