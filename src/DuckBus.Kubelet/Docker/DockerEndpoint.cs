namespace DuckBus.Kubelet.Docker;

/// <summary>Where a Docker engine listens: <c>unix:///path</c>, <c>tcp://host:port</c> or <c>npipe:////./pipe/name</c>.</summary>
public sealed record DockerEndpoint
{
    private const string Unix = "unix://";
    private const string Pipe = "npipe://";
    private const string UsualSocket = "/var/run/docker.sock";

    private DockerEndpoint(string address) => Address = address;

    /// <summary>The address as DOCKER_HOST would say it.</summary>
    public string Address { get; }

    /// <summary>The path of the unix socket, or null.</summary>
    public string? SocketPath => After(Unix);

    /// <summary>The name of the Windows pipe, or null.</summary>
    public string? PipeName => After(Pipe)?.Split('/')[^1];

    /// <summary>Host and port of an engine on TCP, or null.</summary>
    public Uri? Tcp => SocketPath is null && PipeName is null ? new Uri("http://" + Address[(Address.IndexOf("://", StringComparison.Ordinal) + 3)..]) : null;

    /// <summary>DOCKER_HOST if it is set, else the socket that is there: the machine's, Docker Desktop's, the rootless one.</summary>
    /// <exception cref="DockerException">DOCKER_HOST cannot be understood.</exception>
    public static DockerEndpoint FromEnvironment() =>
        Choose(Environment.GetEnvironmentVariable, File.Exists, OperatingSystem.IsWindows());

    /// <summary>The same choice as <see cref="FromEnvironment"/>, from given facts.</summary>
    /// <param name="variable">The value of an environment variable, or null.</param>
    /// <param name="exists">Whether a socket is there.</param>
    /// <param name="windows">Whether the system is Windows, where Docker listens on a pipe.</param>
    public static DockerEndpoint Choose(Func<string, string?> variable, Func<string, bool> exists, bool windows)
    {
        if (variable("DOCKER_HOST") is { Length: > 0 } host)
            return Parse(host);
        if (windows)
            return Parse("npipe:////./pipe/docker_engine");
        return Parse(Unix + (Sockets(variable).FirstOrDefault(exists) ?? UsualSocket));
    }

    /// <summary>Reads an address in the notation of DOCKER_HOST.</summary>
    /// <exception cref="DockerException">It is none of the three kinds.</exception>
    public static DockerEndpoint Parse(string address)
    {
        var valid = address switch
        {
            _ when address.StartsWith("unix:///", StringComparison.Ordinal) => true,
            _ when address.StartsWith(Pipe, StringComparison.Ordinal) => true,
            _ when address.StartsWith("tcp://", StringComparison.Ordinal) || address.StartsWith("http://", StringComparison.Ordinal) =>
                Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0,
            _ => false,
        };
        return valid
            ? new DockerEndpoint(address)
            : throw new DockerException($"DOCKER_HOST={address} is not understood: use unix:///path, tcp://host:port or npipe:////./pipe/name");
    }

    /// <inheritdoc />
    public override string ToString() => Address;

    private static IEnumerable<string> Sockets(Func<string, string?> variable)
    {
        yield return UsualSocket;
        if (variable("HOME") is { Length: > 0 } home)
            yield return home + "/.docker/run/docker.sock";
        if (variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime)
            yield return runtime + "/docker.sock";
    }

    private string? After(string scheme) =>
        Address.StartsWith(scheme, StringComparison.Ordinal) ? Address[scheme.Length..] : null;
}
