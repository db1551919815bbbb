namespace DuckBus.Model.Schema;

/// <summary>
/// A list of objects that patches merge item by item: Kubernetes' <c>patchMergeKey</c> for strategic merge, and
/// <c>list-type: map</c> with <see cref="Keys"/> for server-side apply.
/// </summary>
/// <param name="key">The field that tells items apart in a strategic merge.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MergeKeyAttribute(string key) : Attribute
{
    private readonly string[]? keys;

    /// <summary>The field that tells items apart in a strategic merge.</summary>
    public string Key { get; } = key;

    /// <summary>The fields that together tell items apart in server-side apply; the merge key alone unless given.</summary>
    public string[] Keys
    {
        get => keys ?? [Key];
        init => keys = value;
    }
}
