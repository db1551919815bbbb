using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.ServiceAccounts;

/// <summary>Gives every namespace the account <c>default</c>, and gives it back when somebody deletes it.</summary>
public sealed class ServiceAccountController : Controller
{
    private const string Default = "default";

    private readonly ICache<Namespace> namespaces;
    private readonly ICache<ServiceAccount> accounts;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public ServiceAccountController(ControllerContext context)
        : base(context, "serviceaccount")
    {
        namespaces = Watch<Namespace>();
        accounts = Watch<ServiceAccount>(change => change.Latest.Metadata.Name == Default ? [new ObjectName("", change.Latest.Metadata.Namespace!)] : []);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (namespaces.Get(key) is not { Metadata.DeletionTimestamp: null }) return Requeue.None;
        if (accounts.Get(new ObjectName(key.Name, Default)) is not null) return Requeue.None;
        try
        {
            await Api.CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Namespace = key.Name, Name = Default } }, cancellationToken);
            Log.LogDebug("CREATE: service account {Namespace}/default", key.Name);
        }
        catch (StatusException e) when (e.IsAlreadyExists || e.Code == 403)
        {
            // The cache is older than the account, or the namespace has begun to go.
        }

        return Requeue.None;
    }
}
