using System.Buffers.Binary;
using System.Text;
using DuckBus.Streaming;

namespace DuckBus.Kubelet.Docker.Streams;

/// <summary>
/// The input and the output of a command in a container as one stream. What the command says on its standard error before it has said anything
/// else is the reason why there is no stream.
/// </summary>
internal sealed class ExecStream(HijackedConnection connection) : UnseekableStream
{
    private const int HeaderLength = 8;
    private const int Stderr = 2;
    private const int MostComplaint = 1024;

    private readonly byte[] header = new byte[HeaderLength];
    private readonly StringBuilder complaint = new();
    private bool spoke;
    private uint left;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <summary>Says that no more input comes.</summary>
    public void CloseInput() => connection.CloseInput();

    /// <inheritdoc />
    /// <exception cref="IOException">The command failed, in its own words.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0) return 0;
        while (left == 0)
        {
            if (await connection.Stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) < HeaderLength) return End();
            left = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            if (header[0] != Stderr) continue;
            await ReadComplaintAsync(cancellationToken);
        }

        var length = await connection.Stream.ReadAsync(buffer[..(int)Math.Min(left, (uint)buffer.Length)], cancellationToken);
        if (length == 0) return End();
        left -= (uint)length;
        spoke = true;
        return length;
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        connection.Stream.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await base.DisposeAsync();
    }

    private int End() => spoke || complaint.Length == 0 ? 0 : throw new IOException(complaint.ToString().Trim());

    private async Task ReadComplaintAsync(CancellationToken cancellationToken)
    {
        var words = new byte[left];
        await connection.Stream.ReadExactlyAsync(words, cancellationToken);
        left = 0;
        if (complaint.Length < MostComplaint) complaint.Append(Encoding.UTF8.GetString(words));
    }
}
