namespace DuckBus.Composition;

/// <summary>Things that end together, in the order in which they are given.</summary>
internal sealed class DisposableGroup(params IReadOnlyList<IDisposable> members) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var member in members) member.Dispose();
    }
}
