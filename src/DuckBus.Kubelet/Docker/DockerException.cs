using System.Net;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>The Docker engine refused, in its own words, or cannot be reached, with what to do about it.</summary>
/// <param name="message">One line for people.</param>
/// <param name="status">The engine's answer; null if it did not answer.</param>
/// <param name="inner">The cause.</param>
public sealed class DockerException(string message, HttpStatusCode? status = null, Exception? inner = null)
    : RuntimeException(message, inner)
{
    /// <summary>The engine's answer; null if it did not answer.</summary>
    public HttpStatusCode? Status { get; } = status;
}
