using System.Text.Json.Nodes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Patches;

/// <summary>A patch that was read: it makes the next state of an object of the present one. Pure.</summary>
internal interface IPatch
{
    /// <summary>The resourceVersion that the patch is meant for; null if it is meant for any.</summary>
    string? Version { get; }

    /// <summary>The next state. It is asked for again when somebody else changed the object meanwhile.</summary>
    /// <param name="current">The present state, the patch's own to change.</param>
    /// <exception cref="StatusException">422: the patch does not fit the object.</exception>
    JsonObject Apply(JsonObject current);
}
