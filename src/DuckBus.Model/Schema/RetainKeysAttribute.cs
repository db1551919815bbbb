namespace DuckBus.Model.Schema;

/// <summary>
/// A union: a strategic merge patch says with <c>$retainKeys</c> which fields stay, as in a Deployment's strategy and in volumes.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RetainKeysAttribute : Attribute;
