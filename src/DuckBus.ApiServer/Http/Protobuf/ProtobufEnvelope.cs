using System.Text;

namespace DuckBus.ApiServer.Http.Protobuf;

/// <summary>What Kubernetes wraps around a message: the four bytes <c>k8s\0</c>, then its kind, then its bytes.</summary>
internal static class ProtobufEnvelope
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>The kind of the message, and the message.</summary>
    /// <exception cref="FormatException">There is no envelope around it, or what is in it is encoded in a way of its own.</exception>
    public static Envelope Open(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic)) throw new FormatException("it does not begin with the bytes \"k8s\\0\"");
        var envelope = new Envelope { ApiVersion = "", Kind = "" };
        var reader = new ProtobufReader(body[Magic.Length..]);
        while (reader.Read())
            switch (reader.Number)
            {
                case 1:
                    var type = new ProtobufReader(reader.Bytes);
                    while (type.Read())
                        if (type.Number == 1) envelope.ApiVersion = Encoding.UTF8.GetString(type.Bytes);
                        else if (type.Number == 2) envelope.Kind = Encoding.UTF8.GetString(type.Bytes);
                    break;
                case 2:
                    envelope.Message = reader.Bytes;
                    break;
                case 3 when !reader.Bytes.IsEmpty:
                    throw new FormatException($"the content encoding {Encoding.UTF8.GetString(reader.Bytes)} is not known");
            }

        return envelope;
    }

    /// <summary>The kind of a message and its bytes.</summary>
    internal ref struct Envelope
    {
        /// <summary>Group and version; empty if not given.</summary>
        public string ApiVersion;

        /// <summary>The kind; empty if not given.</summary>
        public string Kind;

        /// <summary>The message.</summary>
        public ReadOnlySpan<byte> Message;
    }
}
