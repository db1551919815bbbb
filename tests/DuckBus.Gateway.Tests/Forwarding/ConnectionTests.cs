using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Forwarding;
using DuckBus.Gateway.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Forwarding;

public sealed class ConnectionTests
{
    private readonly ManualTimeProvider time = new();
    private readonly Connection connection;

    public ConnectionTests() => connection = new Connection(time);

    [Fact]
    public void It_is_in_use_while_it_is_opened() => IsInUseFor(TimeSpan.FromHours(1));

    [Fact]
    public void A_new_one_is_in_use_for_a_second_as_a_request_will_come()
    {
        connection.Opened();
        IsInUseFor(TimeSpan.FromMilliseconds(999));
        IsRestingAfter(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void It_is_in_use_until_the_answer_comes_and_a_little_longer()
    {
        connection.Opened();
        connection.Asked();
        IsInUseFor(TimeSpan.FromHours(1));
        connection.Answered();
        IsInUseFor(TimeSpan.FromMilliseconds(249));
        IsRestingAfter(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_request_counts_before_it_is_passed_on_as_the_answer_may_be_fast()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = await TestGateway.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        using var near = await listener.AcceptSocketAsync();
        using var nowhere = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        connection.Opened();
        IsRestingAfter(TimeSpan.FromMinutes(1));
        await client.SendAsync(new byte[] { 1 });
        await Should.ThrowAsync<SocketException>(() => new Direction(near, nowhere, connection, towardsEndpoint: true).RunAsync());
        connection.IsInUse.ShouldBeTrue();
    }

    private void IsInUseFor(TimeSpan duration)
    {
        time.Advance(duration);
        connection.IsInUse.ShouldBeTrue();
    }

    private void IsRestingAfter(TimeSpan duration)
    {
        time.Advance(duration);
        connection.IsInUse.ShouldBeFalse();
    }
}
