using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>Service is a stable name and address for a set of pods, and the ports under which it offers what they serve.</summary>
[Kind("", "v1", "services", ShortNames = ["svc"], Categories = ["all"])]
public sealed record Service : Resource<ServiceSpec, ServiceStatus>;
