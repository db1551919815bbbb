using DuckBus.Bench;

if (args is ["bare", var bareAddress, var bareFile])
{
    await BareKestrel.ServeAsync(bareAddress, bareFile);
    return 0;
}

var quick = args.Contains("--quick");
var only = args.FirstOrDefault(argument => !argument.StartsWith('-'));
var report = new Report();
Console.WriteLine("DuckBus bench: ratios against bare Docker calls, or a bare web server, in the same run. Nothing else should run on this machine.\n");
if (only is null or "pods") await PodBench.RunAsync(report, rounds: quick ? 3 : 10);
if (only is null or "writes") await WriteBench.RunAsync(report, TimeSpan.FromSeconds(quick ? 3 : 10));
if (only is null or "reads") await ReadBench.RunAsync(report, TimeSpan.FromSeconds(quick ? 4 : 12));
if (only is null or "watch") await FanOutBench.RunAsync(report, rounds: quick ? 50 : 200);
if (only is null or "memory") await MemoryBench.RunAsync(report);
report.Print();
return report.Met ? 0 : 1;
