namespace DuckBus.ApiServer.Http.Protobuf;

/// <summary>How a protobuf field is on the wire.</summary>
internal enum WireType
{
    /// <summary>A number of variable length.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and as many bytes.</summary>
    Length = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
