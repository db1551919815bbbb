using System.Collections.Frozen;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tables;

/// <summary>
/// How the objects of a kind look as rows of a Table: the columns that <c>kubectl get</c> prints. All pure. A kind without a
/// printer of its own shows its name and age. Printers are found by type: derive from <see cref="TablePrinter{T}"/> and the
/// server uses them.
/// </summary>
internal class TablePrinter
{
    private static readonly FrozenDictionary<Type, TablePrinter> ByType = typeof(TablePrinter).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(TablePrinter)))
        .Select(type => (TablePrinter)Activator.CreateInstance(type)!)
        .ToFrozenDictionary(printer => printer.Type!);

    private static readonly TablePrinter Plain = new();

    /// <summary>The printer of a type: a kind, or what a subresource shows.</summary>
    public static TablePrinter Of(Type type) => ByType.GetValueOrDefault(type, Plain);

    /// <summary>The type that the printer is for.</summary>
    public virtual Type? Type => null;

    /// <summary>The columns, wide ones included.</summary>
    public virtual IReadOnlyList<Column> Columns { get; } = [Column.ObjectName, Column.Age];

    /// <summary>The cells of an object, one a column: texts, whole numbers, or null.</summary>
    public virtual IReadOnlyList<object?> Cells(Resource resource, DateTimeOffset now) =>
        [resource.Metadata.Name ?? "", Ages.Since(resource.Metadata.CreationTimestamp, now)];

    /// <summary>What else is to be told of the row; usually nothing.</summary>
    public virtual IReadOnlyList<RowCondition> Conditions(Resource resource) => [];
}
