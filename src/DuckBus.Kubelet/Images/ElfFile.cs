using System.Buffers.Binary;
using System.Text;

namespace DuckBus.Kubelet.Images;

/// <summary>What a Linux program says about itself in its ELF header.</summary>
internal static class ElfFile
{
    /// <summary>x86-64.</summary>
    public const ushort Amd64 = 62;

    /// <summary>AArch64.</summary>
    public const ushort Arm64 = 183;

    private const uint Interpreter = 3;

    /// <summary>Whether the program runs on its own, without a loader or libraries, on an architecture in Docker's words.</summary>
    public static bool IsStatic(ReadOnlySpan<byte> file, string architecture)
    {
        if (file.Length < 64 || !file[..4].SequenceEqual("\u007fELF"u8))
            return false;
        if (BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) != Machine(architecture))
            return false;
        return TryFindInterpreter(file, out _, out _) is false;
    }

    /// <summary>The program that loads this one with its libraries; null if it needs none, or is no program.</summary>
    public static string? Loader(ReadOnlySpan<byte> file) =>
        file.Length >= 64 && file[..4].SequenceEqual("\u007fELF"u8) && TryFindInterpreter(file, out var offset, out var length) == true
            ? Encoding.ASCII.GetString(file.Slice(offset, length)).TrimEnd('\0')
            : null;

    /// <returns>Whether there is one; null if the file is broken.</returns>
    private static bool? TryFindInterpreter(ReadOnlySpan<byte> file, out int offset, out int length)
    {
        (offset, length) = (0, 0);
        var table = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[56..]);
        if (table < 0 || table + (size * count) > file.Length) return null;
        for (var i = 0; i < count; i++)
        {
            var entry = file[(table + (i * size))..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) != Interpreter) continue;
            (offset, length) = ((int)BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]), (int)BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]));
            return offset >= 0 && length >= 0 && offset + length <= file.Length ? true : null;
        }

        return false;
    }

    private static ushort Machine(string architecture) => architecture switch
    {
        "amd64" or "x86_64" => Amd64,
        "arm64" or "aarch64" => Arm64,
        _ => 0,
    };
}
