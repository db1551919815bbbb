using System.Net;
using DuckBus.Gateway.Forwarding;
using DuckBus.Gateway.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Forwarding;

public sealed class BalancerTests
{
    private static readonly IPEndPoint One = A.End("10.97.0.1:80"), Two = A.End("10.97.0.2:80"), Three = A.End("10.97.0.3:80");
    private static readonly IPAddress Client = A.Ip("10.97.1.1"), Other = A.Ip("10.97.1.2");
    private readonly ManualTimeProvider time = new();
    private readonly Balancer balancer;

    public BalancerTests() => balancer = new Balancer(time);

    [Fact]
    public void Connections_go_round()
    {
        balancer.Update([One, Two, Three], null);
        Picks(6).ShouldBe("123123");
    }

    [Fact]
    public void The_round_goes_on_when_endpoints_come_and_go()
    {
        balancer.Update([One, Two, Three], null);
        Picks(2).ShouldBe("12");
        balancer.Update([One, Three], null);
        Picks(4).ShouldBe("1313");
        balancer.Update([], null);
        balancer.Pick(Client, null).ShouldBeNull();
    }

    [Fact]
    public void A_connection_tries_each_endpoint_once()
    {
        balancer.Update([One, Two, Three], null);
        List<IPEndPoint> tried = [];
        while (balancer.Pick(Client, tried) is { } endpoint) tried.Add(endpoint);
        tried.Order(Comparer<IPEndPoint>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))).ShouldBe([One, Two, Three]);
    }

    [Fact]
    public void With_affinity_a_client_comes_to_the_same_endpoint_until_it_was_away_for_long()
    {
        balancer.Update([One, Two], 100);
        Picks(3).ShouldBe("111");
        balancer.Pick(Other, null).ShouldBe(Two);
        time.Advance(TimeSpan.FromSeconds(99));
        Picks(1).ShouldBe("1");
        time.Advance(TimeSpan.FromSeconds(99));
        Picks(1).ShouldBe("1", "each connection starts the time anew");
        time.Advance(TimeSpan.FromSeconds(100));
        balancer.Pick(Other, null).ShouldBe(One, "its time is over, so it takes its turn");
    }

    [Fact]
    public void With_affinity_a_client_goes_elsewhere_when_its_endpoint_is_gone_or_refuses()
    {
        balancer.Update([One, Two], 100);
        Picks(1).ShouldBe("1");
        balancer.Pick(Client, [One]).ShouldBe(Two);
        Picks(2).ShouldBe("22");
        balancer.Update([One, Three], 100);
        var elsewhere = balancer.Pick(Client, null);
        elsewhere.ShouldNotBe(Two);
        balancer.Pick(Client, null).ShouldBe(elsewhere);
    }

    [Fact]
    public void Clients_that_never_come_again_are_forgotten()
    {
        balancer.Update([One, Two], 10);
        for (var i = 0; i < 5000; i++)
        {
            balancer.Pick(new IPAddress(i + 1), null).ShouldNotBeNull();
            time.Advance(TimeSpan.FromSeconds(0.1));
        }

        balancer.Remembered.ShouldBeLessThanOrEqualTo(1024);
    }

    [Fact]
    public void An_endpoint_that_gives_no_answer_is_asked_last_for_a_while()
    {
        balancer.Update([One, Two, Three], null);
        balancer.Silent(Two);
        Picks(6).ShouldNotContain("2");
        balancer.Pick(Client, [One, Three]).ShouldBe(Two, "better than nobody");
        time.Advance(TimeSpan.FromSeconds(3));
        Picks(3).ShouldContain("2");
    }

    private string Picks(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => balancer.Pick(Client, null)!.Address.ToString()[^1]));
}
