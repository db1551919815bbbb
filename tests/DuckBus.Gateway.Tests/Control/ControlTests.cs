using System.Net;
using System.Net.Sockets;
using System.Text;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;
using DuckBus.Gateway.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Control;

public sealed class ControlTests : IAsyncDisposable
{
    private readonly TestGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData(5, 5, 5, 5, false)]
    [InlineData(4, 5, 5, 5, true)]
    [InlineData(4, 4, 5, 5, true)]
    [InlineData(6, 4, 5, 5, false)]
    [InlineData(4, 6, 5, 5, false)]
    public void A_table_is_older_if_the_other_knows_all_of_it_and_more(long services, long slices, long otherServices, long otherSlices, bool older) =>
        new TableRevision(services, slices).IsOlderThan(new TableRevision(otherServices, otherSlices)).ShouldBe(older);

    [Fact]
    public async Task An_older_table_of_the_same_cluster_is_not_taken()
    {
        (await ApplyAsync("a", 5, 5)).Revision.ShouldBe(new TableRevision(5, 5));
        (await ApplyAsync("a", 5, 4)).Revision.ShouldBe(new TableRevision(5, 5));
        (await ApplyAsync("a", 4, 6)).Revision.ShouldBe(new TableRevision(4, 6));
        (await ApplyAsync("b", 1, 1)).Revision.ShouldBe(new TableRevision(1, 1), "another cluster has other revisions");
    }

    [Fact]
    public async Task What_cannot_be_understood_is_told_and_does_no_harm()
    {
        await gateway.ReadAsync();
        await gateway.SendAsync(Encoding.UTF8.GetBytes("{\"table\": {\"services\": 3}}\nnonsense\n\n{}\n"));
        for (var i = 0; i < 3; i++) (await gateway.ReadAsync()).Problem.ShouldNotBeNullOrEmpty();
        (await ApplyAsync("a", 1, 1)).Origin.ShouldBe("a");
    }

    [Fact]
    public async Task A_table_may_leave_out_what_is_usual()
    {
        await gateway.ReadAsync();
        await gateway.SendAsync("{\"table\": {\"revision\": {\"services\": 1}, \"services\": [{\"namespace\": \"a\", \"name\": \"b\"}]}}\n"u8.ToArray());
        (await gateway.ReadAsync()).Applied!.Revision.ShouldBe(new TableRevision(1, 0));
    }

    [Fact]
    public async Task A_drain_ends_when_the_answer_is_through()
    {
        var address = TestGateway.NextAddress();
        var port = FreePort.Next();
        using var endpoint = new TcpListener(IPAddress.Loopback, 0);
        endpoint.Start();
        await gateway.ApplyAsync(A.Table(A.Service("web", address, A.Port(port, (IPEndPoint)endpoint.LocalEndpoint))));
        (await DrainAsync(100)).Open.ShouldBe(0, "nobody is connected");

        using var client = await TestGateway.ConnectAsync(address, port);
        await client.SendAsync(new byte[] { 1 });
        using var server = await endpoint.AcceptSocketAsync();
        await server.ReceiveAsync(new byte[1]);
        (await DrainAsync(100)).Open.ShouldBe(1, "it waits for its answer");
        await server.SendAsync(new byte[] { 2 });
        await client.ReceiveAsync(new byte[1]);
        (await DrainAsync(30_000)).Open.ShouldBe(0, "the connection is only kept");
    }

    private async Task<Applied> ApplyAsync(string origin, long services, long slices) => (await gateway.AskAsync(new ControlRequest
    {
        Table = new RoutingTable { Origin = origin, Revision = new TableRevision(services, slices) },
    })).Applied!;

    private async Task<Drained> DrainAsync(int milliseconds) =>
        (await gateway.AskAsync(new ControlRequest { Drain = new DrainRequest(IPAddress.Loopback, milliseconds) })).Drained!;
}
