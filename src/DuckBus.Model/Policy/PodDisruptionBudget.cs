using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Policy;

/// <summary>PodDisruptionBudget limits how many of a set of pods may be taken away at the same time, as draining a node does.</summary>
[Kind("policy", "v1", "poddisruptionbudgets", ShortNames = ["pdb"])]
public sealed record PodDisruptionBudget : Resource<PodDisruptionBudgetSpec, PodDisruptionBudgetStatus>;
