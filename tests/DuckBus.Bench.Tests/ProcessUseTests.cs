using System.Diagnostics;
using DuckBus.Testing;

namespace DuckBus.Bench.Tests;

public sealed class ProcessUseTests
{
    [Fact]
    public async Task Processor_time_of_another_process_is_finer_than_a_tick()
    {
        using var directory = PrivateDirectory.Create("bench-use");
        await using var sleeper = await ServerProcess.StartAsync("sleep", directory["log"], null, new Dictionary<string, string>(), "sleep", "60");
        await Eventually.Async("it sleeps", TimeSpan.FromSeconds(30), () => ProcessUse.Name(sleeper.Id) == "sleep");
        var seconds = ProcessUse.ProcessorSeconds(sleeper.Id);
        (seconds * 100 % 1).ShouldNotBe(0, "it is not counted in steps of 10 ms");
        seconds.ShouldBeInRange(0.000_01, 5);
        ProcessUse.Megabytes(sleeper.Id).ShouldBePositive();
    }

    [Fact]
    public void A_megabyte_is_a_million_bytes()
    {
        var megabytes = ProcessUse.Megabytes(Environment.ProcessId);
        megabytes.ShouldBe(Environment.WorkingSet / 1e6, 0.02 * megabytes);
    }

    [Fact]
    public void It_is_what_the_process_itself_has_counted()
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime.TotalSeconds;
        var seconds = ProcessUse.ProcessorSeconds(self.Id);
        self.Refresh();
        seconds.ShouldBeInRange(before - 0.05, self.TotalProcessorTime.TotalSeconds + 0.05);
    }
}
