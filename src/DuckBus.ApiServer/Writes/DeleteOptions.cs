using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Writes;

/// <summary>The body of a DELETE.</summary>
internal sealed record DeleteOptions : Extensible
{
    public static DeleteOptions None { get; } = new();

    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    [Proto(1)]
    public long? GracePeriodSeconds { get; init; }

    [Proto(4)]
    public string? PropagationPolicy { get; init; }

    [Proto(3)]
    public bool? OrphanDependents { get; init; }

    [Proto(2)]
    public Preconditions? Preconditions { get; init; }

    [Proto(5)]
    public IReadOnlyList<string>? DryRun { get; init; }
}
