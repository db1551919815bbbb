namespace DuckBus.Configuration;

/// <summary>Whose timings the cluster keeps.</summary>
internal enum ProfileName
{
    Stage,
    Kubernetes,
}
