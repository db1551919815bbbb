using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;
using DuckBus.Chaos.Reports;

namespace DuckBus.Chaos.Tests.Reports;

public sealed class ChaosReportTests
{
    private readonly HistoryBook book = new();

    [Fact]
    public void All_is_well()
    {
        var report = Report();
        report.ExitCode.ShouldBe(0);
        report.Lines[^1].ShouldBe("Every invariant held.");
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

    private ChaosReport Report() =>
        ChaosReport.Of(new ChaosOptions { Seed = 7, Standbys = true }, new ChaosPlan(7, TimeSpan.FromSeconds(60), [], []), book, [], null, []);
}
