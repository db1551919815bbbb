using System.Runtime.InteropServices;
using DuckBus.Bench;
using DuckBus.Bench.Hollow;
using DuckBus.Bench.Reports;
using DuckBus.Bench.Suites;

if (args is ["bare", var address, var file])
{
    await BareKestrel.ServeAsync(address, file);
    return 0;
}

if (args is [BareFanOut.Command, var where, var change, var database])
{
    await BareFanOut.ServeAsync(where, change, database);
    return 0;
}

if (args is [BareWrites.Command, var writes, var objects])
{
    await BareWrites.ServeAsync(writes, objects);
    return 0;
}

if (args is [HollowNodes.Command, var api, var broker, var nodes, var sync])
{
    await HollowNodes.RunAsync(api, broker, nodes, sync);
    return 0;
}

// The suites by name, in the order in which they run.
(string Name, Func<BenchOptions, Task<Suite>> Run)[] suites =
[
    ("pods", options => new PodSuite(options).RunAsync()),
    ("writes", options => new WriteSuite(options).RunAsync()),
    ("reads", options => new ReadSuite(options).RunAsync()),
    ("watch", options => new WatchSuite(options).RunAsync()),
    ("bus", options => new BusSuite(options).RunAsync()),
    ("scale", options => new ScaleSuite(options).RunAsync()),
    ("services", options => new ServiceSuite(options).RunAsync()),
    ("idle", options => new IdleSuite(options).RunAsync()),
];
var command = new BenchCommand([.. suites.Select(suite => suite.Name)]);
if (command.Shows(args)) return 0;

BenchOptions asked;
try
{
    asked = command.Parse(args);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

var interrupted = false;

// A web server in this process would take the signal for its own, and the bench would go on.
using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var supervisor = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

var report = new Report(RunFacts.Of(asked.Full, TimeProvider.System), asked.Docs);
var failed = new List<string>();
Console.WriteLine("DuckBus bench: each figure beside a floor or a peer in the same run, A B, B A. Nothing else should run on this machine.");
foreach (var suite in suites.Where(suite => asked.Suites.Contains(suite.Name)))
{
    Console.WriteLine($"{suite.Name}");
    var clock = System.Diagnostics.Stopwatch.StartNew();
    try
    {
        report.Add(await suite.Run(asked));
        Console.WriteLine($"  {suite.Name} took {clock.Elapsed.TotalSeconds:0} s\n");
    }
    catch (Exception) when (interrupted)
    {
        await Task.Delay(Timeout.Infinite); // It failed because all ends: what comes next must not begin.
    }
    catch (Exception e)
    {
        // The others are worth having all the same; its section of the page stays as it was.
        Console.WriteLine($"  ✗ {suite.Name} ended early: {e.Message}\n");
        failed.Add(suite.Name);
    }
}

Console.WriteLine(failed.Count > 0 ? $"Ended early: {string.Join(", ", failed)}." : report.Met ? "All targets are met." : "Not all targets are met.");
if (report.Written) Console.WriteLine($"Written to {Path.Combine(asked.Docs, "benchmarks.md")}");
return failed.Count > 0 ? 2 : report.Met ? 0 : 1;

// What was started ends with this process; the sections of the suites that were through are written.
void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted = true;
    Console.WriteLine("Interrupted: what this suite measured is not written. `make clean` removes what it left in an engine that is not its own.");
    Environment.Exit(130);
}
