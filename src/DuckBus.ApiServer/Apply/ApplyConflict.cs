using System.Text.Json;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Apply;

/// <summary>What a conflict is told as, in the words of Kubernetes.</summary>
internal static class ApplyConflict
{
    /// <summary>409: one cause for each field that another manager owns.</summary>
    public static StatusException Of(IReadOnlyList<(ManagedSet Owner, FieldSet Fields)> conflicts)
    {
        var fields = conflicts
            .SelectMany(conflict => conflict.Fields.Paths().Select(path => (Owner: Name(conflict.Owner), Path: path)))
            .OrderBy(field => field.Owner, StringComparer.Ordinal)
            .ToList();
        var causes = fields.Select(field => new StatusCause
        {
            Reason = "FieldManagerConflict",
            Message = $"conflict with {field.Owner}",
            Field = field.Path,
        });
        return new StatusException(Status.ApplyConflict(Message(fields), [.. causes]));
    }

    private static string Message(List<(string Owner, string Path)> fields)
    {
        if (fields is [var only]) return $"Apply failed with 1 conflict: conflict with {only.Owner}: {only.Path}";
        var lines = fields.GroupBy(field => field.Owner, StringComparer.Ordinal)
            .SelectMany(owner => owner.Select(field => $"- {field.Path}").Prepend($"conflicts with {owner.Key}:"));
        return $"Apply failed with {fields.Count} conflicts: {string.Join('\n', lines)}";
    }

    private static string Name(ManagedSet owner)
    {
        var name = JsonSerializer.Serialize(owner.Manager);
        if (owner.Subresource is { } subresource) name += $" with subresource \"{subresource}\"";
        if (owner.Operation != ManagedSet.Update) return name;
        return $"{name} using {owner.ApiVersion}";
    }
}
