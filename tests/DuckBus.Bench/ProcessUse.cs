using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DuckBus.Bench;

/// <summary>What the kernel says that a process uses.</summary>
public static class ProcessUse
{
    /// <summary>The name of its program.</summary>
    public static string Name(int process) => File.ReadAllText($"/proc/{process}/comm").Trim();

    /// <summary>User and system time since its start, by its own clock: /proc counts in steps of 10 ms, more than what is idle uses in a second.</summary>
    /// <exception cref="Win32Exception">It has ended.</exception>
    public static double ProcessorSeconds(int process)
    {
        if (ClockOf(process, out var clock) is not 0 and var error) throw new Win32Exception(error);
        return Read(clock, out var time) == 0 ? time.Seconds + time.Nanoseconds / 1e9 : throw new Win32Exception();
    }

    /// <summary>Resident memory, in millions of bytes.</summary>
    public static double Megabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    [DllImport("libc", EntryPoint = "clock_getcpuclockid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ClockOf(int process, out int clock);

    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Read(int clock, out Time time);

    // The kernel writes it.
#pragma warning disable CS0649
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
#pragma warning restore CS0649
}
