using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>The fields that one manager owns: an entry of <c>metadata.managedFields</c>, read.</summary>
internal sealed record ManagedSet
{
    /// <summary>The operation of whoever applies.</summary>
    public const string Apply = "Apply";

    /// <summary>The operation of every other write.</summary>
    public const string Update = "Update";

    private readonly ManagedFieldsEntry entry;

    private ManagedSet(ManagedFieldsEntry entry, FieldSet fields)
    {
        this.entry = entry;
        Fields = fields;
    }

    /// <summary>The name of the manager.</summary>
    public string Manager => entry.Manager ?? "";

    /// <summary><c>Apply</c> or <c>Update</c>.</summary>
    public string Operation => entry.Operation!;

    /// <summary>The version that the fields belong to.</summary>
    public string ApiVersion => entry.ApiVersion!;

    /// <summary>The subresource that was written through; null for the object itself.</summary>
    public string? Subresource => string.IsNullOrEmpty(entry.Subresource) ? null : entry.Subresource;

    /// <summary>When the manager last changed something.</summary>
    public DateTimeOffset? Time => entry.Time;

    /// <summary>What it owns.</summary>
    public FieldSet Fields { get; }

    /// <summary>The entry. As long as nothing changed it is the one that was read.</summary>
    public ManagedFieldsEntry Entry => entry;

    /// <summary>A manager that is new to the object.</summary>
    public static ManagedSet New(FieldManager manager, string operation, string apiVersion, FieldSet fields, DateTimeOffset now) => new(
        new ManagedFieldsEntry
        {
            Manager = manager.Name,
            Operation = operation,
            ApiVersion = apiVersion,
            Time = WholeSeconds(now),
            FieldsType = "FieldsV1",
            FieldsV1 = FieldsV1.Write(fields),
            Subresource = manager.Subresource,
        },
        fields);

    /// <summary>The set that an entry describes; null if it describes none.</summary>
    public static ManagedSet? Read(ManagedFieldsEntry entry) =>
        entry is { Operation: Apply or Update, ApiVersion.Length: > 0, FieldsType: "FieldsV1" }
        && (entry.FieldsV1 is { } fields ? FieldsV1.Read(fields) : FieldSet.Empty) is { } set
            ? new ManagedSet(entry, set)
            : null;

    /// <summary>Whether it is the entry of this manager for writes of this kind. Who applies has one entry, whatever the version.</summary>
    public bool IsOf(FieldManager manager, string operation, string apiVersion) =>
        Manager == manager.Name && Operation == operation && Subresource == manager.Subresource && (operation == Apply || ApiVersion == apiVersion);

    /// <summary>The manager with other fields.</summary>
    public ManagedSet With(FieldSet fields) =>
        fields.Equals(Fields) ? this : new ManagedSet(entry with { FieldsV1 = FieldsV1.Write(fields) }, fields);

    /// <summary>The manager after a write of its own.</summary>
    public ManagedSet At(string apiVersion, DateTimeOffset? time) =>
        new(entry with { ApiVersion = apiVersion, Time = time is { } now ? WholeSeconds(now) : null }, Fields);

    /// <summary>The manager under another name.</summary>
    public ManagedSet Named(string name) => new(entry with { Manager = name, Subresource = null }, Fields);

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
