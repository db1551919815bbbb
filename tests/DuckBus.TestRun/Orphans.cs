using System.Diagnostics;
using System.Runtime.InteropServices;
using DuckBus.Testing;

namespace DuckBus.TestRun;

/// <summary>Processes that a crashed test left running.</summary>
internal static class Orphans
{
    private const int SetChildSubreaper = 36;

    /// <summary>Makes this process the parent of every descendant whose own parent dies, so that none can get lost.</summary>
    public static void Adopt() => _ = Control(SetChildSubreaper, 1, 0, 0, 0);

    /// <summary>Kills what is still there, and says what it was.</summary>
    public static async Task KillAsync()
    {
        foreach (var pid in ProcessTree.Descendants(Environment.ProcessId).Where(ProcessTree.IsAlive))
        {
            try
            {
                using var orphan = Process.GetProcessById(pid);
                Console.WriteLine($"⚠ left behind by the tests, killed: {orphan.ProcessName} ({pid})");
                orphan.Kill();
                await Eventually.Async($"{pid} is gone", TimeSpan.FromSeconds(10), () => !ProcessTree.IsAlive(pid));
            }
            catch (ArgumentException)
            {
                // It ended by itself.
            }
        }
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(int option, nint arg2, nint arg3, nint arg4, nint arg5);
}
