using DuckBus.Model.Meta;

namespace DuckBus.Client.Objects;

/// <summary>Reads and changes lists of conditions, as every status has one.</summary>
public static class Conditions
{
    /// <summary>The condition of this type, or null.</summary>
    public static T? Find<T>(IReadOnlyList<T>? conditions, string type)
        where T : Condition => conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the condition of this type is True.</summary>
    public static bool IsTrue(IReadOnlyList<Condition>? conditions, string type) => Find(conditions, type)?.Status == "True";

    /// <summary>
    /// The list with this condition in the place of the one of its type. Its transition time is kept if the status is the
    /// same; the very same list comes back if nothing else changed.
    /// </summary>
    public static IReadOnlyList<T> With<T>(IReadOnlyList<T>? conditions, T condition, DateTimeOffset now)
        where T : Condition
    {
        var old = Find(conditions, condition.Type);
        if (old is not null && Same(old, condition)) return conditions!;
        var since = old is not null && old.Status == condition.Status ? old.LastTransitionTime : now;
        var set = (T)((Condition)condition with { LastTransitionTime = since });
        return old is null
            ? [.. conditions ?? [], set]
            : [.. conditions!.Select(each => each.Type == condition.Type ? set : each)];
    }

    /// <summary>The list without the condition of this type.</summary>
    public static IReadOnlyList<T>? Without<T>(IReadOnlyList<T>? conditions, string type)
        where T : Condition => Find(conditions, type) is null ? conditions : [.. conditions!.Where(condition => condition.Type != type)];

    private static bool Same(Condition old, Condition condition) =>
        condition with { LastTransitionTime = old.LastTransitionTime, UnknownFields = old.UnknownFields } == old;
}
