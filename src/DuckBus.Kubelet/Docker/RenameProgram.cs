using DuckBus.Kubelet.Images;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// A static Linux program that renames: its arguments are pairs of an old and a new path. The one thing that an archive cannot do
/// is to replace a link while somebody looks through it; a rename can. Exits with the number of the first error, or 0.
/// </summary>
internal static class RenameProgram
{
    private static ReadOnlySpan<byte> Amd64 =>
    [
        0x31, 0xc0,                   //       xor  eax, eax
        0x48, 0x8d, 0x5c, 0x24, 0x10, //       lea  rbx, [rsp+16]     the first argument
        0x48, 0x8b, 0x3b,             // next: mov  rdi, [rbx]
        0x48, 0x8b, 0x73, 0x08,       //       mov  rsi, [rbx+8]
        0x48, 0x85, 0xff,             //       test rdi, rdi
        0x74, 0x11,                   //       jz   done
        0xb8, 0x52, 0x00, 0x00, 0x00, //       mov  eax, 82           rename
        0x0f, 0x05,                   //       syscall
        0x85, 0xc0,                   //       test eax, eax
        0x75, 0x06,                   //       jnz  done
        0x48, 0x83, 0xc3, 0x10,       //       add  rbx, 16
        0xeb, 0xe3,                   //       jmp  next
        0x89, 0xc7,                   // done: mov  edi, eax
        0xf7, 0xdf,                   //       neg  edi
        0xb8, 0x3c, 0x00, 0x00, 0x00, //       mov  eax, 60           exit
        0x0f, 0x05,                   //       syscall
    ];

    private static ReadOnlySpan<uint> Arm64 =>
    [
        0x910043f3, //       add  x19, sp, #16     the first argument
        0xd2800000, //       mov  x0, #0
        0xf9400261, // next: ldr  x1, [x19]
        0xb4000121, //       cbz  x1, done
        0xf9400663, //       ldr  x3, [x19, #8]
        0x92800c60, //       mov  x0, #-100        AT_FDCWD
        0x92800c62, //       mov  x2, #-100
        0xd28004c8, //       mov  x8, #38          renameat
        0xd4000001, //       svc  #0
        0xb5000060, //       cbnz x0, done
        0x91004273, //       add  x19, x19, #16
        0x17fffff7, //       b    next
        0xcb0003e0, // done: neg  x0, x0
        0xd2800ba8, //       mov  x8, #93          exit
        0xd4000001, //       svc  #0
    ];

    /// <summary>The program for an architecture in Docker's words; null if there is none.</summary>
    public static byte[]? For(string architecture) => architecture switch
    {
        "amd64" or "x86_64" => LinuxProgram.Of(ElfFile.Amd64, Amd64),
        "arm64" or "aarch64" => LinuxProgram.Of(ElfFile.Arm64, Arm64),
        _ => null,
    };
}
