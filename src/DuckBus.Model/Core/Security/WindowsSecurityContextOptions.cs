using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Security;

/// <summary>WindowsSecurityContextOptions are settings for Windows.</summary>
public sealed record WindowsSecurityContextOptions : Extensible
{
    /// <summary>Name of the credential spec.</summary>
    [Proto(1)]
    public string? GmsaCredentialSpecName { get; init; }

    /// <summary>The credential spec itself.</summary>
    [Proto(2)]
    public string? GmsaCredentialSpec { get; init; }

    /// <summary>The user of the processes.</summary>
    [Proto(3)]
    public string? RunAsUserName { get; init; }

    /// <summary>Whether the container runs as a process of the node.</summary>
    [Proto(4)]
    public bool? HostProcess { get; init; }
}
