using DuckBus.Model.Authentication;

namespace DuckBus.ApiServer.Authentication;

/// <summary>Names that Kubernetes has reserved for users and groups, and the users that DuckBus knows by itself.</summary>
public static class Users
{
    /// <summary>The group that may do everything.</summary>
    public const string Masters = "system:masters";

    /// <summary>The group of all who said who they are.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>The name of whoever holds the kubeconfig that a cluster writes.</summary>
    public const string Admin = "duckbus-admin";

    /// <summary>Whoever sits at the machine: plain HTTP over loopback carries no credentials and needs none.</summary>
    public static UserInfo Local { get; } = new() { Username = "local-user", Groups = [Masters, Authenticated] };

    /// <summary>Whoever says nothing.</summary>
    public static UserInfo Anonymous { get; } = new() { Username = "system:anonymous", Groups = ["system:unauthenticated"] };
}
