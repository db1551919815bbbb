using System.Net.Http.Headers;
using System.Text;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Http;

/// <summary>What a write allocates between the socket and the store. Alone, as the whole process is measured.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests : IAsyncLifetime
{
    private const int Size = 400_000;
    private const int Writes = 12;

    private long atTheStore;
    private TestServer server = null!;

    public async ValueTask InitializeAsync() =>
        server = await TestServer.StartAsync(wrap: store => new BreakableStore(store)
        {
            Comes = write =>
            {
                if (write.Body.Length > Size) atTheStore = GC.GetTotalAllocatedBytes(precise: true);
            },
        });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_bytes_of_an_object_are_allocated_once()
    {
        var (created, changed) = (new List<double>(), new List<double>());
        for (var i = 0; i < Writes; i++)
        {
            created.Add(await SizesAsync(HttpMethod.Post, "/api/v1/namespaces/default/configmaps", i, 'a'));
            changed.Add(await SizesAsync(HttpMethod.Put, $"/api/v1/namespaces/default/configmaps/large-{i}", i, 'b'));
        }

        // The text of the object takes two bytes a character, and what the store gets one. A change reads the text of the object before, too.
        Median(created).ShouldBeInRange(3, 3.5);
        Median(changed).ShouldBeInRange(5, 5.5);
    }

    /// <summary>How many times the size of an object is allocated until the store has it.</summary>
    private async Task<double> SizesAsync(HttpMethod method, string path, int i, char with)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"large-{{{i}}}"},"data":{"text":"{{{new string(with, Size)}}}"}}""");
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        var before = GC.GetTotalAllocatedBytes(precise: true);
        using var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (double)(atTheStore - before) / Size;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
