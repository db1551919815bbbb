namespace DuckBus.Scenes.Clusters;

/// <summary>An API refused a call.</summary>
/// <param name="code">The HTTP status.</param>
/// <param name="message">Its own words.</param>
public sealed class ApiRefusedException(int code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Code => code;
}
