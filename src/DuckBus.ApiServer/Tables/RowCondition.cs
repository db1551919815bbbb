namespace DuckBus.ApiServer.Tables;

/// <summary>What a client may want to know of a row besides its cells: Kubernetes' TableRowCondition.</summary>
/// <param name="Reason">Why, in CamelCase.</param>
/// <param name="Message">Why, for people.</param>
internal sealed record RowCondition(string Reason, string Message)
{
    /// <summary>The object has run its course; there is no other type.</summary>
    public string Type { get; } = "Completed";

    /// <summary>Conditions that do not hold are left out.</summary>
    public string Status { get; } = "True";
}
