namespace DuckBus.Chaos.Plan;

/// <summary>What clients have declared of one kind, and what they can do about it next.</summary>
/// <param name="prefix">What the names begin with.</param>
/// <param name="most">How many there are at a time.</param>
/// <param name="declare">Makes one.</param>
/// <param name="change">Changes one.</param>
/// <param name="remove">Removes one.</param>
internal sealed class Declared(string prefix, int most, OperationKind declare, OperationKind change, OperationKind remove)
{
    private readonly List<string> alive = [];
    private int made;

    /// <summary>Whether an operation is about what is declared here.</summary>
    public bool Has(OperationKind kind) => kind == declare || kind == change || kind == remove;

    /// <summary>The operation, or the one that is possible instead, and what it is about.</summary>
    public (OperationKind Kind, string Name) Next(OperationKind kind, Random random)
    {
        if (alive.Count == 0) kind = declare;
        else if (alive.Count == most && kind == declare) kind = remove;
        if (kind == declare) alive.Add($"{prefix}{++made}");
        var name = kind == declare ? alive[^1] : alive[random.Next(alive.Count)];
        if (kind == remove) alive.Remove(name);
        return (kind, name);
    }
}
