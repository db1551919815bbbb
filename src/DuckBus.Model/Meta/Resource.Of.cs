using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>A resource with a desired state (spec) that users declare and an observed state (status) that controllers report.</summary>
/// <typeparam name="TSpec">The type of the spec.</typeparam>
/// <typeparam name="TStatus">The type of the status.</typeparam>
public abstract record Resource<TSpec, TStatus> : Resource
    where TSpec : Extensible, new()
    where TStatus : Extensible, new()
{
    /// <summary>Specification of the desired behavior of the object.</summary>
    [DisallowNull]
    [Proto(2)]
    public TSpec Spec { get; init; } = new();

    /// <summary>Most recently observed status of the object. Read-only for users; populated by the system.</summary>
    [DisallowNull]
    [Proto(3)]
    public TStatus Status { get; init; } = new();

    /// <inheritdoc />
    [JsonIgnore]
    public override object DesiredState => Spec;

    /// <inheritdoc />
    [JsonIgnore]
    public override bool HasStatus => true;

    /// <inheritdoc />
    public override Resource WithStatusOf(Resource? other) =>
        this with { Status = (other as Resource<TSpec, TStatus>)?.Status ?? new TStatus() };
}
