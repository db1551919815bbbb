namespace DuckBus.Testing.Cluster;

/// <summary>A REST call that was refused.</summary>
public sealed class RestException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
