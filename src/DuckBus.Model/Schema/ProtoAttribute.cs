namespace DuckBus.Model.Schema;

/// <summary>
/// The number of a field in Kubernetes' protobuf messages. Several numbers are a path: where JSON inlines a struct, protobuf
/// nests it, so <c>[Proto(1, 1)]</c> is field 1 of the message in field 1. On a type: the message in which protobuf nests the
/// fields that the type inherits.
/// </summary>
/// <param name="path">The numbers, outermost first.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, Inherited = false)]
public sealed class ProtoAttribute(params int[] path) : Attribute
{
    /// <summary>The numbers, outermost first.</summary>
    public IReadOnlyList<int> Path { get; } = path;

    /// <summary>The value, or each value of the map, is bytes: base64 in JSON.</summary>
    public bool Bytes { get; init; }
}
