using System.Globalization;
using DuckBus.Chaos;
using DuckBus.Chaos.Plan;

// DuckBus.Chaos [--seed N] [--time SECONDS] [--bound SECONDS] [--faults KillPart,StopBroker,…] [--standbys] [--logs DIRECTORY]
string? Value(string flag) => args.SkipWhile(argument => argument != flag).Skip(1).FirstOrDefault() is { Length: > 0 } value ? value : null;
TimeSpan Seconds(string flag, int otherwise) => TimeSpan.FromSeconds(Value(flag) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise);

var options = new ChaosOptions
{
    Seed = Value("--seed") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next(1, 100_000),
    Time = Seconds("--time", 60),
    Bound = Seconds("--bound", 90),
    Standbys = args.Contains("--standbys"),
    Kinds = Value("--faults") is { } names ? [.. names.Split(',').Select(name => Enum.Parse<FaultKind>(name, ignoreCase: true))] : Enum.GetValues<FaultKind>(),
    Logs = Value("--logs"),
};
Console.WriteLine($"Chaos: seed {options.Seed}. The same plan again: make chaos SEED={options.Seed} TIME={options.Time.TotalSeconds:0}");
var report = await ChaosRun.RunAsync(options);
foreach (var line in report.Lines) Console.WriteLine(line);
return report.AllIsWell ? 0 : 1;
