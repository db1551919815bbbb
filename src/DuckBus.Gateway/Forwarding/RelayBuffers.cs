using System.Buffers;

namespace DuckBus.Gateway.Forwarding;

/// <summary>The buffers of all connections. Large ones are quick, and so few that a thousand streams do not take a gigabyte.</summary>
internal static class RelayBuffers
{
    /// <summary>The size of a large buffer.</summary>
    public const int Large = 1024 * 1024;

    private const int Most = 64;
    private const int Instead = 256 * 1024;
    private static int taken;

    /// <summary>A buffer of that size, which is a power of two; a smaller one instead of a large one if too many of those are taken.</summary>
    public static byte[] Rent(int size)
    {
        if (size < Large) return ArrayPool<byte>.Shared.Rent(size);
        if (Interlocked.Increment(ref taken) <= Most) return ArrayPool<byte>.Shared.Rent(Large);
        Interlocked.Decrement(ref taken);
        return ArrayPool<byte>.Shared.Rent(Instead);
    }

    /// <summary>Takes a buffer back.</summary>
    public static void Return(byte[] buffer)
    {
        if (buffer.Length >= Large) Interlocked.Decrement(ref taken);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
