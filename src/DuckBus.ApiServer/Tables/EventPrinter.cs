using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

internal sealed class EventPrinter : TablePrinter<Event>
{
    public override IReadOnlyList<Column> Columns { get; } =
    [
        new("Last Seen", "How long ago it happened last."),
        new("Type", "Normal or Warning."),
        new("Reason", "What happened, in one word."),
        new("Object", "What it happened to."),
        Column.Wide("Subobject", "The part of the object that it happened to."),
        Column.Wide("Source", "Who reports it."),
        new("Message", "What happened, for people."),
        Column.Wide("First Seen", "How long ago it happened first."),
        Column.Wide("Count", "How often it happened."),
        Column.ObjectName with { Priority = 1 },
    ];

    protected override IReadOnlyList<object?> Cells(Event item, DateTimeOffset now)
    {
        var first = item.FirstTimestamp ?? item.EventTime;
        var kind = item.InvolvedObject.Kind?.ToLowerInvariant() ?? "";
        return
        [
            Ages.Since(item.Series is { } series ? series.LastObservedTime : item.LastTimestamp ?? first, now), item.Type ?? "", item.Reason ?? "",
            string.IsNullOrEmpty(item.InvolvedObject.Name) ? kind : $"{kind}/{item.InvolvedObject.Name}",
            item.InvolvedObject.FieldPath ?? "", Source(item), item.Message?.Trim() ?? "", Ages.Since(first, now), (item.Series is null ? item.Count : item.Series.Count) is > 0 and var count ? count : 1, Name(item),
        ];
    }

    private static string Source(Event item)
    {
        var component = FirstOf(item.Source?.Component, item.ReportingComponent);
        var instance = FirstOf(item.Source?.Host, item.ReportingInstance);
        return instance.Length == 0 ? component : $"{component}, {instance}";
    }

    private static string FirstOf(string? one, string? other) => string.IsNullOrEmpty(one) ? other ?? "" : one;
}
