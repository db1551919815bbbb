using System.Text.Json.Nodes;

namespace DuckBus.Client.Api;

/// <summary>How to delete.</summary>
/// <param name="GracePeriodSeconds">Pods: time to terminate; null for the pod's own, 0 removes the object at once.</param>
/// <param name="PropagationPolicy">Background (the default), Foreground or Orphan.</param>
/// <param name="Uid">Only if the object still has this uid.</param>
/// <param name="ResourceVersion">Only if the object still has this resourceVersion.</param>
public sealed record DeleteOptions(
    long? GracePeriodSeconds = null, string? PropagationPolicy = null, string? Uid = null, string? ResourceVersion = null)
{
    /// <summary>The options as the body of a DELETE.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1" };
        if (GracePeriodSeconds is { } seconds) json["gracePeriodSeconds"] = seconds;
        if (PropagationPolicy is not null) json["propagationPolicy"] = PropagationPolicy;
        var preconditions = new JsonObject();
        if (Uid is not null) preconditions["uid"] = Uid;
        if (ResourceVersion is not null) preconditions["resourceVersion"] = ResourceVersion;
        if (preconditions.Count > 0) json["preconditions"] = preconditions;
        return json;
    }
}
