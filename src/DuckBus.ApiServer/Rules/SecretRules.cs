using System.Text;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>Secrets: what is given as plain text is kept as base64.</summary>
internal sealed class SecretRules : KindRules<Secret>
{
    public override IReadOnlyDictionary<string, Func<Resource, string?>> Fields { get; } = FieldsWith<Secret>(("type", secret => secret.Type));

    protected override Secret Default(Secret resource) => resource with
    {
        Type = string.IsNullOrEmpty(resource.Type) ? "Opaque" : resource.Type,
        Data = Merge(resource.Data, resource.StringData),
        StringData = null,
    };

    protected override void Validate(Secret resource, Problems problems)
    {
        DataRules.Keys(resource.Data, "data", problems);
        DataRules.Base64(resource.Data, "data", problems);
        DataRules.Size(DataRules.BinarySize(resource.Data), "data", problems);
        SecretTypeRules.Validate(resource, problems);
    }

    protected override void ValidateUpdate(Secret before, Secret after, Problems problems)
    {
        problems.Immutable(before.Type, after.Type, "type");
        DataRules.Immutable(before.Immutable, after.Immutable, before.Data, after.Data, problems);
    }

    private static IReadOnlyDictionary<string, string>? Merge(
        IReadOnlyDictionary<string, string>? data, IReadOnlyDictionary<string, string>? plain)
    {
        if (plain is not { Count: > 0 }) return data;
        var merged = new Dictionary<string, string>(data ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in plain) merged[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        return merged;
    }
}
