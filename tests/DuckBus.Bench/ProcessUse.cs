using System.Globalization;

namespace DuckBus.Bench;

/// <summary>What the kernel says that a process uses.</summary>
public static class ProcessUse
{
    private const double TicksPerSecond = 100;

    /// <summary>The name of its program.</summary>
    public static string Name(int process) => File.ReadAllText($"/proc/{process}/comm").Trim();

    /// <summary>User and system time since its start.</summary>
    public static double ProcessorSeconds(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Resident memory.</summary>
    public static double Megabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
