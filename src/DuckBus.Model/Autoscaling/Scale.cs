using DuckBus.Model.Meta;

namespace DuckBus.Model.Autoscaling;

/// <summary>Scale is the number of replicas of an object: what its subresource <c>scale</c> shows and takes.</summary>
public sealed record Scale : Resource<ScaleSpec, ScaleStatus>;
