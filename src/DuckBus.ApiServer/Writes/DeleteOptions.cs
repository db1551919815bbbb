using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Writes;

/// <summary>The body of a DELETE.</summary>
internal sealed record DeleteOptions : Extensible
{
    public static DeleteOptions None { get; } = new();

    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public long? GracePeriodSeconds { get; init; }

    public string? PropagationPolicy { get; init; }

    public bool? OrphanDependents { get; init; }

    public Preconditions? Preconditions { get; init; }

    public IReadOnlyList<string>? DryRun { get; init; }
}
