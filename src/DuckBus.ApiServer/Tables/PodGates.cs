using System.Text.Json;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tables;

/// <summary>What of a pod DuckBus shows and does not act on.</summary>
internal static class PodGates
{
    /// <summary>The node that room is being made on.</summary>
    public static string? NominatedNode(Pod pod) => pod.Status.Undeclared("nominatedNodeName");

    /// <summary>How many readiness gates have their condition, as <c>1/2</c>; null if there are none.</summary>
    public static string? Met(Pod pod)
    {
        if (pod.Spec.UnknownFields?.GetValueOrDefault("readinessGates") is not { ValueKind: JsonValueKind.Array } gates || gates.GetArrayLength() == 0) return null;
        var met = gates.EnumerateArray().Count(gate => gate.TryGetProperty("conditionType", out var type)
            && pod.Status.Conditions?.FirstOrDefault(condition => condition.Type == type.GetString()) is { Status: "True" });
        return $"{met}/{gates.GetArrayLength()}";
    }

    /// <summary>A text that the model does not know.</summary>
    public static string? Undeclared(this Extensible item, string field) =>
        item.UnknownFields?.GetValueOrDefault(field) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
