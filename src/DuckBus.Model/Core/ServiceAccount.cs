using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ServiceAccount is an identity for what runs in pods, rather than for people.</summary>
[Kind("", "v1", "serviceaccounts", ShortNames = ["sa"])]
public sealed record ServiceAccount : Resource
{
    /// <summary>The secrets in the same namespace that pods with this account may use.</summary>
    [Proto(2)]
    [MergeKey("name")]
    public IReadOnlyList<ObjectReference>? Secrets { get; init; }

    /// <summary>The secrets in the same namespace with which the images of pods with this account are pulled.</summary>
    [Proto(3)]
    [NotActedOn]
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>Whether pods with this account get a token of it by themselves. A pod may say otherwise. Not unless given, which in Kubernetes is the other way round.</summary>
    [Proto(4)]
    public bool? AutomountServiceAccountToken { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
