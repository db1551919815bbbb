namespace DuckBus.Model.Schema;

/// <summary>
/// A list of objects that patches merge item by item: Kubernetes' <c>patchMergeKey</c> for strategic merge, and
/// <c>list-type: map</c> with <see cref="Keys"/> for server-side apply.
/// </summary>
/// <param name="key">The field that tells items apart in a strategic merge; null if that replaces the list as a whole.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MergeKeyAttribute(string? key) : Attribute
{
    private readonly string[]? keys;

    /// <summary>The field that tells items apart in a strategic merge; null if that replaces the list as a whole.</summary>
    public string? Key { get; } = key;

    /// <summary>
    /// The fields that together tell items apart in server-side apply; the merge key alone unless given. Empty if
    /// server-side apply replaces the list as a whole.
    /// </summary>
    public string[] Keys
    {
        get => keys ?? (Key is null ? [] : [Key]);
        init => keys = value;
    }
}
