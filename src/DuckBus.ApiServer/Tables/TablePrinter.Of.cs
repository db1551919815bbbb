using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tables;

/// <summary>The printer of one kind, typed.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal abstract class TablePrinter<T> : TablePrinter
    where T : Resource
{
    public sealed override Type Type => typeof(T);

    public sealed override IReadOnlyList<object?> Cells(Resource resource, DateTimeOffset now) => Cells((T)resource, now);

    public sealed override IReadOnlyList<RowCondition> Conditions(Resource resource) => Conditions((T)resource);

    protected abstract IReadOnlyList<object?> Cells(T item, DateTimeOffset now);

    protected virtual IReadOnlyList<RowCondition> Conditions(T item) => [];

    protected static string Name(T item) => item.Metadata.Name ?? "";

    protected static string Age(T item, DateTimeOffset now) => Ages.Since(item.Metadata.CreationTimestamp, now);
}
