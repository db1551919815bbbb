using System.Diagnostics;
using System.Globalization;

namespace DuckBus.Bench;

/// <summary>What the machine as a whole does.</summary>
public static class Machine
{
    private const double Quiet = 0.15;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits until the processors have next to nothing to do, but not for ever: what an engine or a cluster does after it has answered
    /// must not be counted for who comes next.
    /// </summary>
    public static async Task QuietAsync()
    {
        var clock = Stopwatch.StartNew();
        var (busy, before) = (1.0, Times());
        while (busy > Quiet && clock.Elapsed < Patience)
        {
            await Task.Delay(Look);
            var now = Times();
            busy = (double)(now.Busy - before.Busy) / Math.Max(1, now.All - before.All);
            before = now;
        }
    }

    private static (long Busy, long All) Times()
    {
        // user nice system idle iowait irq softirq steal
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (fields.Sum() - fields[3] - fields[4], fields.Sum());
    }
}
