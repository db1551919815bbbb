using System.ComponentModel;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Writes;

/// <summary>The body of a DELETE.</summary>
[Description("How an object is deleted.")]
internal sealed record DeleteOptions : Extensible
{
    public static DeleteOptions None { get; } = new();

    [Description("The version of this schema.")]
    public string? ApiVersion { get; init; }

    [Description("DeleteOptions.")]
    public string? Kind { get; init; }

    [Description("Seconds that the object has to end; 0 for at once. Pods have a time of their own unless given.")]
    [Proto(1)]
    public long? GracePeriodSeconds { get; init; }

    [Description("What must hold for the object to be deleted.")]
    [Proto(2)]
    public Preconditions? Preconditions { get; init; }

    [Description("Deprecated: use propagationPolicy.")]
    [Proto(3)]
    public bool? OrphanDependents { get; init; }

    [Description("What happens to the objects that it owns: Orphan leaves them, Background deletes them later, Foreground deletes them first.")]
    [Proto(4)]
    public string? PropagationPolicy { get; init; }

    [Description("All: check the request and answer it, but do not delete anything.")]
    [Proto(5)]
    public IReadOnlyList<string>? DryRun { get; init; }
}
