using System.Buffers.Binary;

namespace DuckBus.Kubelet.Docker;

/// <summary>Machine code as a static Linux program, which starts at its first instruction.</summary>
internal static class LinuxProgram
{
    private const int ElfHeader = 64;
    private const int ProgramHeader = 56;
    private const ulong LoadAddress = 0x400000;

    /// <summary>The program of 32 bit instructions.</summary>
    public static byte[] Of(ushort machine, ReadOnlySpan<uint> code) => Of(machine, ToBytes(code));

    /// <summary>The program: one segment that holds headers and code, loaded as it lies in the file.</summary>
    public static byte[] Of(ushort machine, ReadOnlySpan<byte> code)
    {
        const int start = ElfHeader + ProgramHeader;
        var file = new byte[start + code.Length];
        code.CopyTo(file.AsSpan(start));

        var elf = file.AsSpan(0, ElfHeader);
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        magic.CopyTo(elf);
        BinaryPrimitives.WriteUInt16LittleEndian(elf[16..], 2); // executable
        BinaryPrimitives.WriteUInt16LittleEndian(elf[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(elf[20..], 1); // version
        BinaryPrimitives.WriteUInt64LittleEndian(elf[24..], LoadAddress + start);
        BinaryPrimitives.WriteUInt64LittleEndian(elf[32..], ElfHeader); // where the program header is
        BinaryPrimitives.WriteUInt16LittleEndian(elf[52..], ElfHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(elf[54..], ProgramHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(elf[56..], 1); // one program header

        var segment = file.AsSpan(ElfHeader, ProgramHeader);
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // load
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5); // read and execute
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x10000); // the largest page of arm64
        return file;
    }

    private static byte[] ToBytes(ReadOnlySpan<uint> words)
    {
        var bytes = new byte[words.Length * sizeof(uint)];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), words[i]);
        return bytes;
    }
}
