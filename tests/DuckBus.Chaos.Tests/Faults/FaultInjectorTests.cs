using DuckBus.Chaos.Faults;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Tests.Faults;

public sealed class FaultInjectorTests
{
    private static readonly Fault Broker = new(TimeSpan.Zero, TimeSpan.FromMilliseconds(1), FaultKind.StopBroker, "");
    private static readonly Fault Forever = Broker with { For = TimeSpan.FromHours(1) };

    private readonly HistoryBook book = new();
    private readonly List<string> done = [];

    [Fact]
    public async Task What_breaks_is_mended()
    {
        await Injector(Works("break"), Works("mend")).RunAsync(Broker, CancellationToken.None);
        done.ShouldBe(["break", "mend"]);
        book.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_that_cannot_be_injected_is_told_in_one_line_and_mended()
    {
        await Injector(Fails("rabbitmq ended with exit code 1. Its last lines:\nfirst\nno such node"), Works("mend")).RunAsync(Broker, CancellationToken.None);
        book.Troubles.ShouldBe(["could not be injected: RabbitMQ is stopped for 0.0 s: rabbitmq ended with exit code 1. Its last lines: … no such node"]);
        done.ShouldBe(["mend"]);
    }

    [Fact]
    public async Task A_fault_that_nobody_knows_how_to_inject_is_told()
    {
        await new FaultInjector(_ => throw new KeyNotFoundException("no disk of node-3"), book).RunAsync(Broker, CancellationToken.None);
        book.Troubles.ShouldHaveSingleItem().ShouldEndWith("no disk of node-3");
    }

    [Fact]
    public async Task What_could_not_be_mended_in_its_turn_is_mended_in_the_end()
    {
        var tries = 0;
        var injector = Injector(Works("break"), () => ++tries == 1 ? Fails("the port is taken")() : Works("mend")());
        await injector.RunAsync(Broker, CancellationToken.None);
        book.Troubles.ShouldBe(["could not be mended: RabbitMQ is stopped for 0.0 s: the port is taken"]);
        await injector.HealAsync();
        await injector.HealAsync();
        done.ShouldBe(["break", "mend"]);
    }

    [Fact]
    public async Task An_interruption_mends_at_once_and_injects_nothing_more()
    {
        using var interrupt = new CancellationTokenSource();
        var injector = Injector(Works("break"), Works("mend"));
        var running = injector.RunAsync(Forever, interrupt.Token);
        var next = injector.RunAsync(Broker, interrupt.Token);
        await interrupt.CancelAsync();
        await Task.WhenAll(running, next).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        done.ShouldBe(["break", "mend"]);
    }

    [Theory]
    [InlineData(2, 1, "2 taken, 1 not, first: 503", false)]
    [InlineData(1, 0, "1 taken, 0 not", false)]
    [InlineData(0, 3, "0 taken, 3 not, first: 503", true)]
    public async Task What_it_does_again_and_again_is_counted_and_one_that_nobody_takes_is_in_vain(int taken, int refused, string told, bool vain)
    {
        await new FaultInjector(_ => Breakage.While((tally, _) =>
        {
            tally.Taken(taken);
            for (var i = 0; i < refused; i++) tally.Refused(1, i == 0 ? "503" : "409");
            return Task.CompletedTask;
        }), book).RunAsync(Broker, CancellationToken.None);
        book.Lines.ShouldContain(line => line.EndsWith($"{Broker}: {told}", StringComparison.Ordinal));
        book.Vain.ShouldBe(vain ? [new VainFault(Broker, told)] : []);
    }

    [Fact]
    public async Task One_that_finds_nothing_to_break_is_in_vain()
    {
        await new FaultInjector(_ => null, book).RunAsync(Broker, CancellationToken.None);
        book.Vain.ShouldBe([new VainFault(Broker, "the part had ended by itself")]);
    }

    [Fact]
    public async Task One_that_nobody_felt_is_in_vain()
    {
        await new FaultInjector(_ => Breakage.Of(() => { }, () => { }) with { InVain = () => "nobody used these connections" }, book).RunAsync(Broker, CancellationToken.None);
        book.Vain.ShouldBe([new VainFault(Broker, "nobody used these connections")]);
    }

    private FaultInjector Injector(Func<Task> breakIt, Func<Task> mendIt) => new(_ => new Breakage(breakIt, mendIt), book);

    private Func<Task> Works(string what) => () =>
    {
        done.Add(what);
        return Task.CompletedTask;
    };

    private static Func<Task> Fails(string why) => () => Task.FromException(new InvalidOperationException(why));
}
