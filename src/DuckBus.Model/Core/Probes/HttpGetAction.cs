using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core.Probes;

/// <summary>HttpGetAction asks a web server in the container.</summary>
public sealed record HttpGetAction : Extensible
{
    /// <summary>The path of the page; / unless given.</summary>
    [Proto(1), Default("/")]
    public string? Path { get; init; }

    /// <summary>The port, 1 to 65535, or the name of one of the container's ports.</summary>
    [Proto(2), Required]
    public IntOrString Port { get; init; }

    /// <summary>The host to connect to; the pod's address unless given. To send another name, set the header Host instead.</summary>
    [Proto(3)]
    public string? Host { get; init; }

    /// <summary>HTTP (the default) or HTTPS, whose certificate is not checked.</summary>
    [Proto(4), Default("HTTP"), Values("HTTP", "HTTPS")]
    public string? Scheme { get; init; }

    /// <summary>Headers to send; a name may come more than once.</summary>
    [Proto(5)]
    public IReadOnlyList<HttpHeader>? HttpHeaders { get; init; }
}
