using System.Buffers.Binary;
using System.Numerics;

namespace DuckBus.Store.Embedded;

/// <summary>The Castagnoli checksum, for which processors have an instruction.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var rest in data) crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }
}
