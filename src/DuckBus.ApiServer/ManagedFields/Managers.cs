using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>Who owns which fields of an object. Immutable; a write makes the next state of it. Pure.</summary>
internal sealed class Managers
{
    private readonly IReadOnlyList<ManagedSet> sets;

    private Managers(IReadOnlyList<ManagedSet> all) => sets = all;

    /// <summary>Nobody is known to own anything.</summary>
    public static Managers None { get; } = new([]);

    /// <summary>Whether nobody is known to own anything.</summary>
    public bool IsNone => sets.Count == 0;

    /// <summary>What somebody owns.</summary>
    public FieldSet Owned => sets.Aggregate(FieldSet.Empty, (all, set) => all.Union(set.Fields));

    /// <summary>Reads <c>metadata.managedFields</c>; null if an entry is not valid, or two are of one manager.</summary>
    public static Managers? Read(IReadOnlyList<ManagedFieldsEntry>? entries)
    {
        if (entries is null || entries.Count == 0) return None;
        var read = entries.Select(ManagedSet.Read).OfType<ManagedSet>().ToList();
        var distinct = read.DistinctBy(set => (set.Manager, set.Operation, set.Operation == ManagedSet.Apply ? "" : set.ApiVersion, set.Subresource));
        return read.Count == entries.Count && distinct.Count() == read.Count ? new Managers(read) : null;
    }

    /// <summary><c>metadata.managedFields</c>: who applies first, then by time, then by name; null if there is nobody.</summary>
    public IReadOnlyList<ManagedFieldsEntry>? Write() => sets.Count == 0 ? null :
    [
        .. sets.OrderBy(set => set.Operation, StringComparer.Ordinal)
            .ThenBy(set => set.Time)
            .ThenBy(set => set.Manager, StringComparer.Ordinal)
            .ThenBy(set => set.ApiVersion, StringComparer.Ordinal)
            .ThenBy(set => set.Subresource, StringComparer.Ordinal)
            .Select(set => set.Entry),
    ];

    /// <summary>What a manager owns by writes of this operation; empty if nothing.</summary>
    public FieldSet Of(FieldManager manager, string operation, string apiVersion) =>
        sets.FirstOrDefault(set => set.IsOf(manager, operation, apiVersion))?.Fields ?? FieldSet.Empty;

    /// <summary>After an update: the manager owns what it changed, others own that no longer, and what is gone nobody owns.</summary>
    public Managers Updated(Comparison changes, FieldManager manager, string apiVersion, DateTimeOffset now)
    {
        if (changes.IsEmpty) return this;
        var next = Without(sets, changes.Set.Union(changes.Removed));
        if (!changes.Set.IsEmpty)
        {
            var own = next.FindIndex(set => set.IsOf(manager, ManagedSet.Update, apiVersion));
            if (own < 0) next.Add(ManagedSet.New(manager, ManagedSet.Update, apiVersion, changes.Set, now));
            else next[own] = next[own].With(next[own].Fields.Union(changes.Set)).At(apiVersion, now);
        }

        return new Managers(AncientChanges.Merge([.. next.Where(set => !set.Fields.IsEmpty)]));
    }

    /// <summary>What of the changes others own.</summary>
    public IReadOnlyList<(ManagedSet Owner, FieldSet Fields)> Conflicts(Comparison changes, FieldManager manager, string apiVersion) =>
    [
        .. sets.Where(set => !set.IsOf(manager, ManagedSet.Apply, apiVersion))
            .Select(set => (set, set.Fields.Intersect(changes.Set)))
            .Where(conflict => !conflict.Item2.IsEmpty),
    ];

    /// <summary>After an apply: the manager owns exactly what it applied; what it changed others own no longer, and what is gone nobody owns.</summary>
    public Managers Applied(FieldSet applied, Comparison changes, FieldManager manager, string apiVersion, DateTimeOffset now)
    {
        var own = sets.FirstOrDefault(set => set.IsOf(manager, ManagedSet.Apply, apiVersion));
        var next = Without(sets.Where(set => set != own), changes.Set.Union(changes.Removed));
        if (own is null) next.Add(ManagedSet.New(manager, ManagedSet.Apply, apiVersion, applied, now));
        else if (changes.IsEmpty && own.Fields.Equals(applied) && own.ApiVersion == apiVersion) next.Add(own);
        else next.Add(own.With(applied).At(apiVersion, now));
        return new Managers([.. next.Where(set => !set.Fields.IsEmpty)]);
    }

    private static List<ManagedSet> Without(IEnumerable<ManagedSet> all, FieldSet lost) =>
        [.. all.Select(set => set.With(set.Fields.Except(lost)))];
}
