using Google.Protobuf;

namespace DuckBus.Telemetry.Otlp;

/// <summary>One field of a protobuf message, read without its schema.</summary>
/// <param name="Number">The field number.</param>
/// <param name="Value">The value of a number.</param>
/// <param name="Bytes">The value of a text, of bytes or of a message.</param>
internal readonly record struct ProtoField(int Number, ulong Value, ByteString Bytes)
{
    /// <summary>The value as text.</summary>
    public string Text => Bytes.ToStringUtf8();

    /// <summary>The value as lower-case hex digits.</summary>
    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>The fields of the message that this field holds.</summary>
    public IReadOnlyList<ProtoField> Fields => Read(Bytes.CreateCodedInput());

    /// <summary>The fields of a message, in the order in which they come.</summary>
    public static IReadOnlyList<ProtoField> Read(CodedInputStream input)
    {
        List<ProtoField> fields = [];
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => new ProtoField(number, input.ReadUInt64(), ByteString.Empty),
                WireFormat.WireType.Fixed64 => new ProtoField(number, input.ReadFixed64(), ByteString.Empty),
                WireFormat.WireType.Fixed32 => new ProtoField(number, input.ReadFixed32(), ByteString.Empty),
                WireFormat.WireType.LengthDelimited => new ProtoField(number, 0, input.ReadBytes()),
                var other => throw new InvalidDataException($"wire type {other} is not used by OTLP"),
            });
        }

        return fields;
    }
}
