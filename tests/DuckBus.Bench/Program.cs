using DuckBus.Bench;
using DuckBus.Bench.Hollow;
using DuckBus.Bench.Reports;
using DuckBus.Bench.Suites;

// DuckBus.Bench [pods|writes|reads|watch|bus|scale|services|idle …] [--full] [--peer KUBECONFIG …] [--image IMAGE] [--hollow PODS …] [--docs DIRECTORY]
if (args is ["bare", var address, var file])
{
    await BareKestrel.ServeAsync(address, file);
    return 0;
}

if (args is [HollowNodes.Command, var api, var broker, var nodes])
{
    await HollowNodes.RunAsync(api, broker, nodes);
    return 0;
}

string[] withValue = ["--peer", "--image", "--hollow", "--docs"];
IReadOnlyList<string> Values(string flag) => [.. args.Zip(args.Skip(1)).Where(pair => pair.First == flag).Select(pair => pair.Second)];
var only = args.Where((argument, i) => !argument.StartsWith('-') && (i == 0 || !withValue.Contains(args[i - 1]))).ToList();
var full = args.Contains("--full");
IReadOnlyList<int> hollow = Values("--hollow") is { Count: > 0 } given ? [.. given.Select(int.Parse)] : full ? [1_000, 5_000, 10_000] : [1_000];
var options = new BenchOptions(full, Values("--peer"), Values("--image").LastOrDefault("duckbus/duck:local"), hollow);

(string Name, Func<Task<Suite>> Run)[] suites =
[
    ("pods", new PodSuite(options).RunAsync),
    ("writes", new WriteSuite(options).RunAsync),
    ("reads", new ReadSuite(options).RunAsync),
    ("watch", new WatchSuite(options).RunAsync),
    ("bus", new BusSuite(options).RunAsync),
    ("scale", new ScaleSuite(options).RunAsync),
    ("services", new ServiceSuite(options).RunAsync),
    ("idle", new IdleSuite(options).RunAsync),
];
if (only.FirstOrDefault(name => !suites.Any(suite => suite.Name == name)) is { } unknown)
{
    Console.Error.WriteLine($"there is no suite {unknown}; there are {string.Join(", ", suites.Select(suite => suite.Name))}");
    return 2;
}

var docs = Values("--docs").LastOrDefault("docs");
var report = new Report(RunFacts.Of(options.Full, TimeProvider.System), docs);
var failed = new List<string>();
Console.WriteLine("DuckBus bench: each figure beside a floor or a peer in the same run, A B A B. Nothing else should run on this machine.");
foreach (var suite in suites.Where(suite => only.Count == 0 || only.Contains(suite.Name)))
{
    Console.WriteLine($"{suite.Name}");
    var clock = System.Diagnostics.Stopwatch.StartNew();
    try
    {
        report.Add(await suite.Run());
        Console.WriteLine($"  {suite.Name} took {clock.Elapsed.TotalSeconds:0} s\n");
    }
    catch (Exception e)
    {
        // The others are worth having all the same; its section of the page stays as it was.
        Console.WriteLine($"  ✗ {suite.Name} ended early: {e.Message}\n");
        failed.Add(suite.Name);
    }
}

Console.WriteLine(failed.Count > 0 ? $"Ended early: {string.Join(", ", failed)}." : report.Met ? "All targets are met." : "Not all targets are met.");
Console.WriteLine($"Written to {Path.Combine(docs, "benchmarks.md")}");
return failed.Count > 0 ? 2 : report.Met ? 0 : 1;
