using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Rules;

/// <summary>Service accounts.</summary>
internal sealed class ServiceAccountRules : KindRules<ServiceAccount>
{
    protected override void Validate(ServiceAccount resource, Problems problems)
    {
        foreach (var (i, secret) in (resource.Secrets ?? []).Index())
            if (string.IsNullOrEmpty(secret.Name)) problems.Add(Model.Errors.StatusCause.Required($"secrets[{i}].name"));
    }
}
