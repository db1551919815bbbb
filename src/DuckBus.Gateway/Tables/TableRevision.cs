namespace DuckBus.Gateway.Tables;

/// <summary>
/// How far whoever made a table had read the changes of each kind. Two of them may each know something that the other does not, so this is no
/// single number.
/// </summary>
/// <param name="Services">The newest revision known of Services.</param>
/// <param name="EndpointSlices">The newest revision known of EndpointSlices.</param>
public sealed record TableRevision(long Services, long EndpointSlices)
{
    /// <summary>Whether the other knows all that this one knows, and more.</summary>
    public bool IsOlderThan(TableRevision other) =>
        Services <= other.Services && EndpointSlices <= other.EndpointSlices && this != other;

    /// <inheritdoc />
    public override string ToString() => $"{Services}/{EndpointSlices}";
}
