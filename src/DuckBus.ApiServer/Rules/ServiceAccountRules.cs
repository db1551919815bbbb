using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Rules;

/// <summary>Service accounts.</summary>
internal sealed class ServiceAccountRules : KindRules<ServiceAccount>
{
    /// <summary>The account that every namespace gets, and pods that name none.</summary>
    public const string DefaultName = "default";

    protected override void Validate(ServiceAccount resource, Problems problems)
    {
        foreach (var (i, secret) in (resource.Secrets ?? []).Index())
            if (string.IsNullOrEmpty(secret.Name)) problems.Add(Model.Errors.StatusCause.Required($"secrets[{i}].name"));
    }
}
