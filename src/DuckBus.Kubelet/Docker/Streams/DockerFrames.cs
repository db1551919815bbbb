using System.Buffers;
using System.Buffers.Binary;

namespace DuckBus.Kubelet.Docker.Streams;

/// <summary>
/// The output of a process without a terminal, in frames: a byte for the stream (2 is standard error), three unused, four for
/// the length, then the bytes.
/// </summary>
internal static class DockerFrames
{
    private const int HeaderLength = 8;
    private const int Stderr = 2;
    private const int BufferLength = 32 * 1024;

    /// <summary>Copies both streams to where they belong until the engine ends them.</summary>
    public static async Task CopyAsync(Stream frames, Stream stdout, Stream stderr, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            while (await frames.ReadAtLeastAsync(buffer.AsMemory(0, HeaderLength), HeaderLength, throwOnEndOfStream: false, cancellationToken) == HeaderLength)
            {
                var target = buffer[0] == Stderr ? stderr : stdout;
                for (var left = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(4)); left > 0;)
                {
                    var length = await frames.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferLength)), cancellationToken);
                    if (length == 0) return;
                    await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
                    left -= (uint)length;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
