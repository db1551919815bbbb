using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Tests;

/// <summary>Pods as the tests need them.</summary>
internal static class Pods
{
    public static Pod Pod(string name, long revision, string uid = "u1", string? node = null) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Uid = uid, ResourceVersion = $"{revision}" },
        Spec = new PodSpec { NodeName = node },
    };
}
