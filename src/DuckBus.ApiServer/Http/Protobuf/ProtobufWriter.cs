using System.Buffers;
using System.Text;

namespace DuckBus.ApiServer.Http.Protobuf;

/// <summary>Writes a protobuf message, field by field.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> written = new();

    /// <summary>The message.</summary>
    public byte[] ToArray() => written.WrittenSpan.ToArray();

    /// <summary>Adds a text.</summary>
    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a message.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter value) => Bytes(field, value.written.WrittenSpan);

    private ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((field << 3) | (int)WireType.Length);
        Varint(value.Length);
        written.Write(value);
        return this;
    }

    private void Varint(int value)
    {
        for (; value > 0x7F; value >>= 7) written.Write([(byte)(value | 0x80)]);
        written.Write([(byte)value]);
    }
}
