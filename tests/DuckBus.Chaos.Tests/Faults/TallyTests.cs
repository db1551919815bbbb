using DuckBus.Chaos.Clients;
using DuckBus.Chaos.Faults;

namespace DuckBus.Chaos.Tests.Faults;

/// <summary>Faults that need a server to take effect count what it does not take.</summary>
public sealed class TallyTests
{
    private const int NobodyListens = 1;

    [Fact]
    public async Task A_wrong_clock_without_an_API_server()
    {
        using var client = new ChaosClient([new Uri($"http://127.0.0.1:{NobodyListens}")], TimeSpan.FromSeconds(5));
        var clock = new LeaseClock(client, TimeProvider.System);
        (await OnceAsync((tally, end) => clock.TurnAsync("kube-system/scheduler", tally, end))).ShouldStartWith("0 taken, 1 not, first: ");
    }

    [Fact]
    public async Task Old_news_without_a_broker()
    {
        await using var storm = new MessageStorm(new Uri($"amqp://127.0.0.1:{NobodyListens}"), seed: 1);
        (await OnceAsync(storm.BlowAsync)).ShouldBe("0 taken, 1 not, first: there is no old news yet");
    }

    private static async Task<string> OnceAsync(Func<Tally, CancellationToken, Task> act)
    {
        var breakage = Breakage.While(act);
        await breakage.Break();
        await breakage.Mend();
        return breakage.Tally!.ToString();
    }
}
