using System.Text.Json;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Rules;

/// <summary>Collects what is wrong with an object, so that a caller hears of everything at once.</summary>
internal sealed class Problems
{
    private readonly List<StatusCause> causes = [];

    public IReadOnlyList<StatusCause> Causes => causes;

    public void Add(StatusCause cause) => causes.Add(cause);

    /// <summary>Adds the problem unless the condition holds.</summary>
    public void Check(bool holds, Func<StatusCause> otherwise)
    {
        if (!holds) causes.Add(otherwise());
    }

    public void NotNegative(long? value, string field)
    {
        if (value < 0) causes.Add(StatusCause.Invalid(field, value, "must be greater than or equal to 0"));
    }

    public void OneOf(string? value, string field, params IReadOnlyList<string> allowed)
    {
        if (value is not null && !allowed.Contains(value)) causes.Add(StatusCause.NotSupported(field, value, allowed));
    }

    /// <summary>Adds the problem unless a field is as it was.</summary>
    public void Immutable(object? before, object? after, string field)
    {
        if (!JsonEquality.Same(before, after)) Invalid(field, after, "field is immutable");
    }

    /// <summary>Adds a problem with a value of any type, which is shown as Kubernetes shows it: as JSON.</summary>
    public void Invalid(string field, object? value, string message) => causes.Add(StatusCause.Invalid(
        field, value is string or ValueType or null ? value : JsonSerializer.SerializeToElement(value, value.GetType(), ModelJson.Options), message));
}
