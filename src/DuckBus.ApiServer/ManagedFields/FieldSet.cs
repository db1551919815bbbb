using DuckBus.Model.Json;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>
/// A set of fields, as a tree of steps. A node is in the set if <see cref="IsMember"/>; its children are in it by themselves:
/// who owns a map owns no key of it for that. Immutable.
/// </summary>
internal sealed class FieldSet : IEquatable<FieldSet>
{
    private readonly (string Step, FieldSet Set)[] children;

    private FieldSet(bool isMember, (string Step, FieldSet Set)[] children)
    {
        IsMember = isMember;
        this.children = children;
    }

    /// <summary>The set without fields.</summary>
    public static FieldSet Empty { get; } = new(false, []);

    /// <summary>The set of the value itself alone.</summary>
    public static FieldSet Self { get; } = new(true, []);

    /// <summary>The set as FieldsV1, once somebody has written it.</summary>
    public RawJson? Text { get; set; }

    /// <summary>Whether the value itself is in the set.</summary>
    public bool IsMember { get; }

    /// <summary>What is in the set below the value, in the order of the steps.</summary>
    public IReadOnlyList<(string Step, FieldSet Set)> Children => children;

    /// <summary>Whether nothing is in the set.</summary>
    public bool IsEmpty => !IsMember && children.Length == 0;

    /// <summary>A set of what is below a value. Children of one step are united, empty ones are left out.</summary>
    public static FieldSet Of(bool isMember, List<(string Step, FieldSet Set)> below)
    {
        below.RemoveAll(child => child.Set.IsEmpty);
        if (below.Count == 0) return isMember ? Self : Empty;
        below.Sort((a, b) => string.CompareOrdinal(a.Step, b.Step));
        var last = 0;
        for (var i = 1; i < below.Count; i++)
            if (below[i].Step == below[last].Step) below[last] = (below[i].Step, below[last].Set.Union(below[i].Set));
            else below[++last] = below[i];
        below.RemoveRange(last + 1, below.Count - last - 1);
        return new FieldSet(isMember, [.. below]);
    }

    /// <summary>The set of one path.</summary>
    public static FieldSet OfPath(params ReadOnlySpan<string> steps) =>
        steps.IsEmpty ? Self : new FieldSet(false, [(steps[0], OfPath(steps[1..]))]);

    /// <summary>What the set has below a step; empty if nothing.</summary>
    public FieldSet Below(string step)
    {
        var (low, high) = (0, children.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (string.CompareOrdinal(children[middle].Step, step))
            {
                case 0: return children[middle].Set;
                case < 0: low = middle + 1; break;
                default: high = middle - 1; break;
            }
        }

        return Empty;
    }

    /// <summary>This set, with the value itself.</summary>
    public FieldSet WithSelf() => IsMember ? this : children.Length == 0 ? Self : new FieldSet(true, children);

    /// <summary>What is in this set or in the other.</summary>
    public FieldSet Union(FieldSet other) =>
        other.IsEmpty ? this : IsEmpty ? other : Merge(other, IsMember || other.IsMember, keepLeft: true, keepRight: true, (a, b) => a.Union(b));

    /// <summary>What is in both sets.</summary>
    public FieldSet Intersect(FieldSet other) =>
        IsEmpty || other.IsEmpty ? Empty : Merge(other, IsMember && other.IsMember, keepLeft: false, keepRight: false, (a, b) => a.Intersect(b));

    /// <summary>What is in this set and not in the other.</summary>
    public FieldSet Except(FieldSet other) =>
        IsEmpty || other.IsEmpty ? this : Merge(other, IsMember && !other.IsMember, keepLeft: true, keepRight: false, (a, b) => a.Except(b));

    /// <summary>The paths of all that is in the set, as people write them: <c>.spec.replicas</c>.</summary>
    public IEnumerable<string> Paths() => Paths("");

    /// <inheritdoc />
    public bool Equals(FieldSet? other) =>
        ReferenceEquals(this, other) || (other is not null && IsMember == other.IsMember && children.AsSpan().SequenceEqual(other.children));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(IsMember, children.Length);

    /// <inheritdoc />
    public override string ToString() => string.Join(' ', Paths());

    private IEnumerable<string> Paths(string prefix)
    {
        if (IsMember) yield return prefix;
        foreach (var (step, set) in children)
            foreach (var path in set.Paths(prefix + FieldStep.Show(step))) yield return path;
    }

    private FieldSet Merge(FieldSet other, bool isMember, bool keepLeft, bool keepRight, Func<FieldSet, FieldSet, FieldSet> both)
    {
        var merged = new List<(string, FieldSet)>(children.Length + other.children.Length);
        for (int l = 0, r = 0; l < children.Length || r < other.children.Length;)
        {
            var order = l == children.Length ? 1 : r == other.children.Length ? -1
                : string.CompareOrdinal(children[l].Step, other.children[r].Step);
            switch (order)
            {
                case < 0:
                    if (keepLeft) merged.Add(children[l]);
                    l++;
                    break;
                case > 0:
                    if (keepRight) merged.Add(other.children[r]);
                    r++;
                    break;
                default:
                    var set = both(children[l].Set, other.children[r].Set);
                    if (!set.IsEmpty) merged.Add((children[l].Step, set));
                    l++;
                    r++;
                    break;
            }
        }

        return merged.Count > 0 ? new FieldSet(isMember, [.. merged]) : isMember ? Self : Empty;
    }
}
