using System.Runtime.InteropServices;
using DuckBus.Chaos;
using DuckBus.Chaos.History;

var command = new ChaosCommand();
if (command.Shows(args)) return 0;

ChaosOptions options;
try
{
    options = command.Parse(args, Random.Shared.Next(1, 100_000));
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

// The first one mends and takes down; the second one ends at once, and the kernel takes the parts.
using var interrupt = new CancellationTokenSource();
using var keyboard = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var supervisor = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

Console.WriteLine($"Chaos: seed {options.Seed}. The same plan again: {options.Replay}");
try
{
    var report = await ChaosRun.RunAsync(options, interrupt.Token);
    foreach (var line in report.Lines) Console.WriteLine(line);
    return report.ExitCode;
}
catch (Exception) when (interrupt.IsCancellationRequested)
{
    Console.WriteLine("Interrupted: all is mended and taken down, and nothing was checked.");
    return 130;
}
catch (Exception e)
{
    if (e.Message.Contains('\n', StringComparison.Ordinal)) Console.WriteLine(e.Message);
    Console.WriteLine($"The run itself failed, and nothing was checked: {OneLine.Of(e)}. Again: {options.Replay}");
    return 2;
}

void Interrupt(PosixSignalContext signal)
{
    // A web server in this process takes the signal for its own, so that by itself it ends nothing.
    if (interrupt.IsCancellationRequested) Environment.Exit(130);
    signal.Cancel = true;
    Console.WriteLine("Interrupted: it is mended and taken down; once more ends it at once.");
    interrupt.Cancel();
}
