using DuckBus.Kubelet.Images;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// A static Linux program that waits for SIGTERM or SIGINT and exits with 0. It blocks the two signals and waits for them
/// instead of handling them: process 1 of a container never sees a signal that it neither handles nor blocks. It ignores SIGCHLD, so that
/// the kernel buries the children that fall to it where a pod shares its processes.
/// </summary>
internal static class PauseProgram
{
    private static ReadOnlySpan<byte> Amd64 =>
    [
        0xb8, 0x0d, 0x00, 0x00, 0x00,             //       mov  eax, 13           rt_sigaction
        0xbf, 0x11, 0x00, 0x00, 0x00,             //       mov  edi, 17           SIGCHLD
        0x48, 0x8d, 0x35, 0x4f, 0x00, 0x00, 0x00, //       lea  rsi, [rip+ignore]
        0x31, 0xd2,                               //       xor  edx, edx
        0x41, 0xba, 0x08, 0x00, 0x00, 0x00,       //       mov  r10d, 8           bytes in a set
        0x0f, 0x05,                               //       syscall
        0xb8, 0x0e, 0x00, 0x00, 0x00,             //       mov  eax, 14           rt_sigprocmask
        0x31, 0xff,                               //       xor  edi, edi          SIG_BLOCK
        0x48, 0x8d, 0x35, 0x2f, 0x00, 0x00, 0x00, //       lea  rsi, [rip+set]
        0x31, 0xd2,                               //       xor  edx, edx
        0x41, 0xba, 0x08, 0x00, 0x00, 0x00,       //       mov  r10d, 8           bytes in a set
        0x0f, 0x05,                               //       syscall
        0xb8, 0x80, 0x00, 0x00, 0x00,             // wait: mov  eax, 128          rt_sigtimedwait
        0x48, 0x8d, 0x3d, 0x19, 0x00, 0x00, 0x00, //       lea  rdi, [rip+set]
        0x31, 0xf6,                               //       xor  esi, esi
        0x31, 0xd2,                               //       xor  edx, edx          no time limit
        0x41, 0xba, 0x08, 0x00, 0x00, 0x00,       //       mov  r10d, 8
        0x0f, 0x05,                               //       syscall
        0x85, 0xc0,                               //       test eax, eax
        0x78, 0xe4,                               //       js   wait              interrupted
        0xb8, 0x3c, 0x00, 0x00, 0x00,             //       mov  eax, 60           exit
        0x31, 0xff,                               //       xor  edi, edi
        0x0f, 0x05,                               //       syscall
        0x02, 0x40, 0, 0, 0, 0, 0, 0,             // set:  bit 14 SIGTERM, bit 1 SIGINT
        0x01, 0, 0, 0, 0, 0, 0, 0,                // ignore: SIG_IGN
        0, 0, 0, 0, 0, 0, 0, 0,                   //       no flags
        0, 0, 0, 0, 0, 0, 0, 0,                   //       no restorer
        0, 0, 0, 0, 0, 0, 0, 0,                   //       an empty set
    ];

    private static ReadOnlySpan<uint> Arm64 =>
    [
        0xd28010c8, //       mov  x8, #134     rt_sigaction
        0xd2800220, //       mov  x0, #17      SIGCHLD
        0x100002c1, //       adr  x1, ignore
        0xd2800002, //       mov  x2, #0
        0xd2800103, //       mov  x3, #8       bytes in a set
        0xd4000001, //       svc  #0
        0xd28010e8, //       mov  x8, #135     rt_sigprocmask
        0xd2800000, //       mov  x0, #0       SIG_BLOCK
        0x100001c1, //       adr  x1, set
        0xd2800002, //       mov  x2, #0
        0xd2800103, //       mov  x3, #8       bytes in a set
        0xd4000001, //       svc  #0
        0xd2801128, // wait: mov  x8, #137     rt_sigtimedwait
        0x10000120, //       adr  x0, set
        0xd2800001, //       mov  x1, #0
        0xd2800002, //       mov  x2, #0       no time limit
        0xd2800103, //       mov  x3, #8
        0xd4000001, //       svc  #0
        0xb7ffff40, //       tbnz x0, #63, wait   interrupted
        0xd2800ba8, //       mov  x8, #93      exit
        0xd2800000, //       mov  x0, #0
        0xd4000001, //       svc  #0
        0x00004002, // set:  bit 14 SIGTERM, bit 1 SIGINT
        0x00000000,
        0x00000001, // ignore: SIG_IGN
        0x00000000,
        0x00000000, //       no flags
        0x00000000,
        0x00000000, //       no restorer
        0x00000000,
        0x00000000, //       an empty set
        0x00000000,
    ];

    /// <summary>The program for an architecture in Docker's words; null if there is none.</summary>
    public static byte[]? For(string architecture) => architecture switch
    {
        "amd64" or "x86_64" => LinuxProgram.Of(ElfFile.Amd64, Amd64),
        "arm64" or "aarch64" => LinuxProgram.Of(ElfFile.Arm64, Arm64),
        _ => null,
    };
}
