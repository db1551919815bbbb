namespace DuckBus.Bus;

/// <summary>Where the broker is.</summary>
public sealed record BusOptions
{
    /// <summary>The broker: <c>amqp://user:password@host:port/vhost</c>.</summary>
    public Uri Uri { get; init; } = new("amqp://guest:guest@localhost:5672/");

    /// <summary>The topic exchange that all changes go through; another name lets two clusters share a broker.</summary>
    public string Exchange { get; init; } = Topic.Exchange;

    /// <summary>How often a broker that is gone is looked for. The bus is back within about twice this time of its return.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a publish may take before it counts as failed.</summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The broker without its password, for messages.</summary>
    public string Display => $"{Uri.Scheme}://{Uri.Host}:{(Uri.IsDefaultPort || Uri.Port < 0 ? 5672 : Uri.Port)}{Uri.AbsolutePath}";
}
