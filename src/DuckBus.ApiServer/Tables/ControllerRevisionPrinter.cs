using DuckBus.Model.Apps;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tables;

internal sealed class ControllerRevisionPrinter : TablePrinter<ControllerRevision>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        Column.ObjectName,
        new("Controller", "The object whose state this is."),
        Column.Number("Revision", "Which of its states; the newest has the highest number."),
        Column.Age,
    ];

    protected override IReadOnlyList<object?> Cells(ControllerRevision item, DateTimeOffset now) =>
        [Name(item), Of(item.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true)), item.Revision, Age(item, now)];

    private static string Of(OwnerReference? owner)
    {
        if (owner is null) return CellText.None;
        var group = owner.ApiVersion.Split('/') is [var named, _] ? $".{named}" : "";
        return $"{owner.Kind.ToLowerInvariant()}{group}/{owner.Name}";
    }
}
