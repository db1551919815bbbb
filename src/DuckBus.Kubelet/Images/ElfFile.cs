using System.Buffers.Binary;

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
        var table = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[56..]);
        if (table < 0 || table + (size * count) > file.Length)
            return false;
        for (var i = 0; i < count; i++)
            if (BinaryPrimitives.ReadUInt32LittleEndian(file[(table + (i * size))..]) == Interpreter)
                return false;
        return true;
    }

    private static ushort Machine(string architecture) => architecture switch
    {
        "amd64" or "x86_64" => Amd64,
        "arm64" or "aarch64" => Arm64,
        _ => 0,
    };
}
