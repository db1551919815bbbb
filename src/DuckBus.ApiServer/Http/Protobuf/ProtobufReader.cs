using System.Buffers.Binary;

namespace DuckBus.ApiServer.Http.Protobuf;

/// <summary>Reads the fields of one protobuf message: the wire format, without knowing what it means.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> rest = message;

    /// <summary>The number of the present field.</summary>
    public int Number { get; private set; }

    /// <summary>The form in which the present field is on the wire.</summary>
    public WireType Type { get; private set; }

    /// <summary>The value of a varint or a fixed number.</summary>
    public ulong Value { get; private set; }

    /// <summary>The value of a field with a length: text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Goes on to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The bytes are no message.</exception>
    public bool Read()
    {
        if (rest.IsEmpty) return false;
        var tag = Varint();
        if (tag >> 3 is 0 or > 536_870_911) throw new FormatException($"{tag >> 3} is no field number");
        Number = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        Bytes = default;
        switch (Type)
        {
            case WireType.Varint:
                Value = Varint();
                break;
            case WireType.Fixed64:
                Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case WireType.Length:
                Bytes = Take(Varint());
                break;
            case WireType.Fixed32:
                Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException($"field {Number} has the wire type {(int)Type}, which is not used");
        }

        return true;
    }

    /// <summary>Reads a number out of bytes that hold nothing but numbers, one after the other.</summary>
    public static bool ReadPacked(ref ReadOnlySpan<byte> packed, out ulong value)
    {
        var reader = new ProtobufReader(packed);
        value = packed.IsEmpty ? 0 : reader.Varint();
        var any = !packed.IsEmpty;
        packed = reader.rest;
        return any;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new FormatException("a number has more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)rest.Length) throw new FormatException($"the message ends too early: {count} bytes were expected, {rest.Length} are left");
        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }
}
