using DuckBus.Bench;

var quick = args.Contains("--quick");
var only = args.FirstOrDefault(argument => !argument.StartsWith('-'));
var report = new Report();
Console.WriteLine("DuckBus bench: ratios against bare Docker calls in the same run. Nothing else should run on this machine.\n");
if (only is null or "pods") await PodBench.RunAsync(report, rounds: quick ? 3 : 10);
if (only is null or "writes") await WriteBench.RunAsync(report, TimeSpan.FromSeconds(quick ? 3 : 10));
if (only is null or "memory") await MemoryBench.RunAsync(report);
report.Print();
return report.Met ? 0 : 1;
