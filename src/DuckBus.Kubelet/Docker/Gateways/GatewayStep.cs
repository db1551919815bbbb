namespace DuckBus.Kubelet.Docker.Gateways;

/// <summary>What has to be done so that the gateway runs.</summary>
internal enum GatewayStep
{
    /// <summary>Nothing: it runs.</summary>
    Use = 0,

    /// <summary>Start the container that is there.</summary>
    Start = 1,

    /// <summary>Create it.</summary>
    Create = 2,

    /// <summary>Remove the one that is there, and look again.</summary>
    Replace = 3,
}
