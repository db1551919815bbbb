using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http.Protobuf;

/// <summary>
/// Go writes a zero for every plain field that is not set, and nothing for a pointer that is not set. So a zero counts only for
/// the fields that are pointers upstream.
/// </summary>
internal static class ZeroValues
{
    private static readonly FrozenSet<string> Pointers = new[]
    {
        // Metadata and options
        "deletionGracePeriodSeconds", "controller", "blockOwnerDeletion", "gracePeriodSeconds", "orphanDependents", "immutable",

        // Workloads
        "replicas", "revisionHistoryLimit", "progressDeadlineSeconds", "parallelism", "completions", "backoffLimit", "manualSelector",
        "ttlSecondsAfterFinished", "suspend", "startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit", "minReplicas",
        "partition", "backoffLimitPerIndex", "maxFailedIndexes", "disruptionsAllowed",

        // Pods
        "terminationGracePeriodSeconds", "activeDeadlineSeconds", "automountServiceAccountToken", "shareProcessNamespace", "enableServiceLinks",
        "priority", "setHostnameAsFQDN", "hostUsers", "tolerationSeconds", "optional", "defaultMode", "mode", "expirationSeconds",
        "runAsUser", "runAsGroup", "runAsNonRoot", "fsGroup", "privileged", "allowPrivilegeEscalation", "readOnlyRootFilesystem", "started",

        // The rest
        "allocateLoadBalancerNodePorts", "storageClassName", "holderIdentity", "leaseDurationSeconds", "leaseTransitions",
        "globalDefault", "ready", "serving", "terminating",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a zero in a field is a value of its own.</summary>
    public static bool Count(FieldSchema field)
    {
        var type = field.Property.PropertyType;
        return (type.IsValueType && Nullable.GetUnderlyingType(type) is null) || Pointers.Contains(field.Name);
    }

    /// <summary>Whether a value is zero: an empty text, 0 or false.</summary>
    public static bool IsZero(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>().Length == 0,
        JsonValueKind.Number => value.ToJsonString() == "0",
        JsonValueKind.False => true,
        _ => false,
    };
}
