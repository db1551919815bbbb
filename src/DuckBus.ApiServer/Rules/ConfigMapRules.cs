using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>ConfigMaps.</summary>
internal sealed class ConfigMapRules : KindRules<ConfigMap>
{
    protected override void Validate(ConfigMap resource, Problems problems)
    {
        DataRules.Keys(resource.Data, "data", problems);
        DataRules.Keys(resource.BinaryData, "binaryData", problems);
        DataRules.Base64(resource.BinaryData, "binaryData", problems);
        foreach (var key in (resource.Data?.Keys ?? []).Intersect(resource.BinaryData?.Keys ?? [], StringComparer.Ordinal))
            problems.Add(StatusCause.Invalid($"data[{key}]", key, "duplicate of key present in binaryData"));
        DataRules.Size(DataRules.TextSize(resource.Data) + DataRules.BinarySize(resource.BinaryData), "", problems);
    }

    protected override void ValidateUpdate(ConfigMap before, ConfigMap after, Problems problems) => DataRules.Immutable(
        before.Immutable, after.Immutable, new { before.Data, before.BinaryData }, new { after.Data, after.BinaryData }, problems);
}
