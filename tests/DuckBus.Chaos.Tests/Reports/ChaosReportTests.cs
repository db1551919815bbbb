using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;
using DuckBus.Chaos.Reports;

namespace DuckBus.Chaos.Tests.Reports;

public sealed class ChaosReportTests
{
    private readonly HistoryBook book = new() { Sights = 1 };

    [Fact]
    public void All_is_well()
    {
        var report = Report();
        report.ExitCode.ShouldBe(0);
        report.Lines[^1].ShouldBe("Every invariant held.");
    }

    [Fact]
    public void A_fault_without_effect_is_told_and_not_counted()
    {
        var (one, other) = (new Fault(TimeSpan.Zero, TimeSpan.FromSeconds(2), FaultKind.LeaseClock, "kube-system/scheduler"), new Fault(TimeSpan.Zero, TimeSpan.Zero, FaultKind.StopBroker, ""));
        book.Vain.Enqueue(new VainFault(one, "0 taken, 2 not, first: 503"));
        var report = Report(faults: [one, other]);
        report.Lines[1].ShouldStartWith("Seed 7, 60 s: 1 × StopBroker; ");
        report.Lines[2].ShouldBe("  Not counted, as it took no effect: the lease kube-system/scheduler is said to be renewed at wrong times for 2.0 s (0 taken, 2 not, first: 503)");
        report.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_violation_says_how_to_have_it_again()
    {
        book.Violation("web-1 runs on node-1 and node-2, which all hold their lease");
        var report = Report();
        report.ExitCode.ShouldBe(1);
        report.Lines[^1].ShouldBe("1 violations. Again: make chaos SEED=7 TIME=60 ARGS=\"--standbys\"");
    }

    [Fact]
    public async Task A_run_that_failed_itself_proves_nothing_and_says_why()
    {
        await book.TryAsync("could not be injected: RabbitMQ is stopped for 3.0 s", () => throw new InvalidOperationException("rabbitmq ended with exit code 1"));
        var report = Report();
        report.ExitCode.ShouldBe(2);
        report.Lines[^1].ShouldBe("The run itself failed (1 times), so it proves nothing though every invariant held. "
            + "First: could not be injected: RabbitMQ is stopped for 3.0 s: rabbitmq ended with exit code 1. Again: make chaos SEED=7 TIME=60 ARGS=\"--standbys\"");
        book.Violation("node-1 is not ready");
        Report().Lines[^1].ShouldStartWith("The run itself failed (1 times), so its 1 violations prove nothing.");
    }

    [Fact]
    public async Task What_is_wrong_whatever_the_run_did_stands()
    {
        await FailAsync();
        book.Violation("node-1 is not ready");
        book.Violation("web-1 runs on node-1 and node-2, which all hold their lease", stands: true);
        var report = Report();
        report.ExitCode.ShouldBe(1);
        report.Lines[^1].ShouldBe("The run itself failed (1 times), so 1 of its violations prove nothing, but 1 stand whatever it did: "
            + "web-1 runs on node-1 and node-2, which all hold their lease. First: the keeper gave up: tired. Again: make chaos SEED=7 TIME=60 ARGS=\"--standbys\"");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_write_that_is_lost_is_lost_if_the_log_was_read_to_its_end(bool whole, int code)
    {
        await FailAsync();
        book.Writes.Enqueue(new ClientWrite("w1-1", false, WriteOutcome.Acknowledged, 7, "201"));
        book.LogIsWhole = whole;
        var report = Report();
        report.Violations.ShouldHaveSingleItem().Stands.ShouldBe(whole);
        report.ExitCode.ShouldBe(code);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task The_same_on_the_small_server(bool read, int code)
    {
        await FailAsync();
        book.SmallWrites.Enqueue(new ClientWrite("s-1", false, WriteOutcome.Acknowledged, 7, "201"));
        book.SmallLogIsWhole = read;
        Report().ExitCode.ShouldBe(code);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task What_clients_were_told_is_forgotten_if_somebody_looked(bool looked, int code)
    {
        await FailAsync();
        book.Demands.Enqueue(new Demand(OperationKind.Declare, "c1", 2, WriteOutcome.Acknowledged));
        Report(last: looked ? new ClusterSight([], [], [], [], []) : null).ExitCode.ShouldBe(code);
    }

    [Fact]
    public async Task Revisions_that_decrease_stand()
    {
        await FailAsync();
        book.Watches.Enqueue(new WatchHistory("a watcher", "pods", null, 3, 4, [5, 4]));
        Report().ExitCode.ShouldBe(1);
    }

    [Fact]
    public void The_log_of_the_small_server_goes_on_only()
    {
        book.SmallLog.Add(new LoggedChange(5, "configmaps", "chaos", "a", false, "a"));
        book.SmallLog.Add(new LoggedChange(4, "configmaps", "chaos", "b", false, "b"));
        Report().Violations.ShouldHaveSingleItem().What.ShouldBe("the reader of the small server's log saw revision 4 after 5");
    }

    [Fact]
    public void Nobody_has_looked()
    {
        book.Sights = 0;
        Report().ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Memory_that_does_not_return_does_not_stand()
    {
        await FailAsync();
        var report = Report(memory: [new MemoryUse(new Memory("scheduler", 10, 100), new Memory("scheduler", 10, 1000))]);
        report.Violations.ShouldHaveSingleItem().Stands.ShouldBeFalse();
        report.ExitCode.ShouldBe(2);
    }

    private Task<bool> FailAsync() => book.TryAsync("the keeper gave up", () => throw new InvalidOperationException("tired"));

    private ChaosReport Report(ClusterSight? last = null, IReadOnlyList<MemoryUse>? memory = null, IReadOnlyList<Fault>? faults = null) =>
        ChaosReport.Of(new ChaosOptions { Seed = 7, Standbys = true }, new ChaosPlan(7, TimeSpan.FromSeconds(60), faults ?? [], []), book, last, memory ?? []);
}
