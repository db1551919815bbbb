using System.Text;
using Google.Protobuf;

namespace DuckBus.ApiServer.Tests.Http;

/// <summary>Makes protobuf by hand, field by field.</summary>
public sealed class ProtobufMessage
{
    private readonly List<byte> written = [];

    public byte[] Bytes => [.. written];

    /// <summary>The message in Kubernetes' envelope.</summary>
    public static byte[] Enveloped(string apiVersion, string kind, ProtobufMessage message) =>
    [
        .. "k8s\0"u8,
        .. new ProtobufMessage().Message(1, new ProtobufMessage().Text(1, apiVersion).Text(2, kind)).Message(2, message).Text(3, "").Text(4, "").Bytes,
    ];

    public ProtobufMessage Number(int field, long value) => Write(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    public ProtobufMessage Double(int field, double value) => Write(field, WireFormat.WireType.Fixed64, output => output.WriteDouble(value));

    public ProtobufMessage Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage Message(int field, ProtobufMessage value) => Raw(field, value.Bytes);

    public ProtobufMessage Raw(int field, byte[] value) =>
        Write(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(ByteString.CopyFrom(value)));

    private ProtobufMessage Write(int field, WireFormat.WireType type, Action<CodedOutputStream> value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(field, type);
            value(output);
        }

        written.AddRange(stream.ToArray());
        return this;
    }
}
