using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DuckBus.Kubelet.PortForwards;

/// <summary>Makes sockets in network namespaces of Linux. A socket belongs to the namespace of the thread that made it, for good.</summary>
internal static partial class NetworkNamespace
{
    private const int NewNetwork = 0x40000000;

    /// <summary>A socket made inside a namespace.</summary>
    /// <param name="path">The namespace, such as <c>/proc/42/ns/net</c>.</param>
    /// <param name="make">Makes the socket, on the thread that entered.</param>
    /// <returns>Null where there are no namespaces, or this process may not enter this one.</returns>
    public static Task<Socket?> CreateAsync(string path, Func<Socket> make)
    {
        if (!OperatingSystem.IsLinux()) return Task.FromResult<Socket?>(null);
        var made = new TaskCompletionSource<Socket?>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A thread of its own that ends afterwards: one of the pool would stay in the namespace, with whatever it does next.
        new Thread(() => Make(path, make, made)) { IsBackground = true, Name = "network namespace" }.Start();
        return made.Task;
    }

    private static void Make(string path, Func<Socket> make, TaskCompletionSource<Socket?> made)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            made.SetResult(Enter(handle, NewNetwork) == 0 ? make() : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            made.SetResult(null);
        }
        catch (Exception e)
        {
            made.SetException(e);
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(SafeFileHandle fileDescriptor, int type);
}
