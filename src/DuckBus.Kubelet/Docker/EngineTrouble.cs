using System.Net.Sockets;

namespace DuckBus.Kubelet.Docker;

/// <summary>Says in one line why an engine cannot be reached, and the way out.</summary>
internal static class EngineTrouble
{
    /// <summary>The exception for a call that got no answer.</summary>
    public static DockerException From(DockerEndpoint endpoint, Exception cause) =>
        new(Explain(endpoint, cause), inner: cause);

    /// <summary>The exception for a connection that took too long.</summary>
    public static DockerException TooSlow(DockerEndpoint endpoint, TimeSpan waited, Exception cause) =>
        new(Silent(endpoint, $"nothing for {waited.TotalSeconds:0} s"), inner: cause);

    /// <summary>Says which call an engine has not answered that may well answer others.</summary>
    public static string Unanswered(DockerEndpoint endpoint, string call, TimeSpan waited) =>
        $"The Docker engine at {endpoint.SocketPath ?? endpoint.Address} has not answered {call} for {Rounded(waited)}. If it stays so, "
        + (endpoint.Tcp is null ? "restart it (sudo systemctl restart docker, or Docker Desktop)" : "restart it, or mend the way there");

    /// <summary>Whether the engine is there and this user may not use it.</summary>
    public static bool IsForbidden(Exception cause)
    {
        for (var e = cause; e is not null; e = e.InnerException)
            if (e is UnauthorizedAccessException or SocketException { SocketErrorCode: SocketError.AccessDenied })
                return true;
        return false;
    }

    // Minutes, so that what is written down for others does not change with each look.
    private static string Rounded(TimeSpan waited) =>
        waited < TimeSpan.FromMinutes(1) ? $"{waited.TotalSeconds:0} s" : $"{Math.Floor(waited.TotalMinutes):0} min";

    private static string Explain(DockerEndpoint endpoint, Exception cause)
    {
        if (IsForbidden(cause)) return Forbidden(endpoint);
        for (var e = cause; e is not null; e = e.InnerException)
            if (e is FileNotFoundException or TimeoutException or SocketException { SocketErrorCode: SocketError.HostNotFound })
                return Missing(endpoint);
        return Silent(endpoint, cause.GetBaseException().Message);
    }

    private static string Missing(DockerEndpoint endpoint) =>
        $"No Docker engine: {endpoint.SocketPath ?? endpoint.Address} is not there. "
        + "Install and start Docker, or set DOCKER_HOST to where an engine listens";

    private static string Forbidden(DockerEndpoint endpoint) =>
        $"No permission to use the Docker engine at {endpoint.SocketPath ?? endpoint.Address}. "
        + "Join its group (sudo usermod -aG docker $USER) and log in again, or use sudo";

    private static string Silent(DockerEndpoint endpoint, string why) =>
        $"The Docker engine at {endpoint.SocketPath ?? endpoint.Address} does not answer ({why}). "
        + (endpoint.Tcp is null ? "Start it (sudo systemctl start docker, or open Docker Desktop)" : "Start it, or mend the way there");
}
