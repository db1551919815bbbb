using System.Diagnostics;
using System.Runtime.InteropServices;
using DuckBus.TestRun;

// Runs every built test assembly against one set of real servers: DuckBus.TestRun REPOSITORY [name part…]
var logs = Directory.CreateDirectory(Path.Combine(args[0], "artifacts", "test-logs")).FullName;
var assemblies = TestAssembly.Find(args[0], args[1..]);

using var stop = new CancellationTokenSource();
PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
})).ToList();

var start = Stopwatch.GetTimestamp();
var outcomes = new List<TestOutcome>();
Orphans.Adopt();
try
{
    await using var services = await Services.StartAsync(stop.Token);
    Console.WriteLine($"Servers are up after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s: {services}\n");
    await Parallel.ForEachAsync(
        assemblies.Where(assembly => !assembly.Alone),
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop.Token },
        RunAsync);
    foreach (var assembly in assemblies.Where(assembly => assembly.Alone)) await RunAsync(assembly, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("\nStopped before all tests ran.");
}
catch (Exception error)
{
    var message = error.GetBaseException().Message;
    Console.WriteLine($"\n✗ {message}");
    outcomes.Add(new TestOutcome("the run", 0, 0, [message], TimeSpan.Zero));
}

await Orphans.KillAsync();
registrations.ForEach(registration => registration.Dispose());

var (passed, failed, skipped) = (outcomes.Sum(o => o.Passed), outcomes.Sum(o => o.Failures.Count), outcomes.Sum(o => o.Skipped));
Console.WriteLine($"\n{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, full output in {Path.GetRelativePath(args[0], logs)}");
foreach (var failure in TestOutcome.Headlines(outcomes)) Console.WriteLine(failure);
Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
return stop.IsCancellationRequested ? 130 : failed == 0 && passed > 0 ? 0 : 1;

async ValueTask RunAsync(TestAssembly assembly, CancellationToken cancellation)
{
    var outcome = await assembly.RunAsync(logs, cancellation);
    lock (outcomes)
    {
        outcomes.Add(outcome);
        Console.WriteLine(outcome);
    }
}
