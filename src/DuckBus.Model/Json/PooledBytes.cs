using System.Buffers;

namespace DuckBus.Model.Json;

/// <summary>Bytes in an array of the shared pool: for what is written, looked at and forgotten, however large. Nothing may keep them.</summary>
public sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    private byte[] array;

    /// <summary>None yet.</summary>
    /// <param name="capacity">How many are expected.</param>
    public PooledBytes(int capacity = 4096) => array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; of use until this is disposed of, or more is written.</summary>
    public ReadOnlyMemory<byte> Memory => array.AsMemory(0, Length);

    /// <summary>The object as UTF-8 JSON.</summary>
    public static PooledBytes Of(object value)
    {
        var bytes = new PooledBytes();
        ModelJson.WriteTo(bytes, value);
        return bytes;
    }

    /// <inheritdoc />
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, array.Length - Length);
        Length += count;
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = Math.Max(sizeHint, 1);
        if (array.Length - Length < needed) Grow(needed);
        return array.AsMemory(Length);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the array back.</summary>
    public void Dispose()
    {
        var old = Interlocked.Exchange(ref array, []);
        Length = 0;
        if (old.Length > 0) ArrayPool<byte>.Shared.Return(old);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * array.Length, checked(Length + needed)));
        Memory.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }
}
