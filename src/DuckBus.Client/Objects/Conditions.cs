using DuckBus.Model.Meta;

namespace DuckBus.Client.Objects;

/// <summary>Reads and changes lists of conditions, as every status has one.</summary>
public static class Conditions
{
    /// <summary>The condition of this type, or null.</summary>
    public static Condition? Find(IReadOnlyList<Condition>? conditions, string type) =>
        conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the condition of this type is True.</summary>
    public static bool IsTrue(IReadOnlyList<Condition>? conditions, string type) => Find(conditions, type)?.Status == "True";

    /// <summary>
    /// The list with this condition in the place of the one of its type. Its transition time is kept if the status is the
    /// same; the very same list comes back if nothing that is told changed.
    /// </summary>
    public static IReadOnlyList<Condition> With(IReadOnlyList<Condition>? conditions, Condition condition, DateTimeOffset now)
    {
        var old = Find(conditions, condition.Type);
        if (old is not null && (old.Status, old.Reason, old.Message, old.LastUpdateTime) == (condition.Status, condition.Reason, condition.Message, condition.LastUpdateTime))
            return conditions!;
        var set = condition with { LastTransitionTime = old is not null && old.Status == condition.Status ? old.LastTransitionTime : now };
        return old is null
            ? [.. conditions ?? [], set]
            : [.. conditions!.Select(each => each.Type == condition.Type ? set : each)];
    }

    /// <summary>The list without the condition of this type.</summary>
    public static IReadOnlyList<Condition>? Without(IReadOnlyList<Condition>? conditions, string type) =>
        Find(conditions, type) is null ? conditions : [.. conditions!.Where(condition => condition.Type != type)];
}
