using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DuckBus.Dashboard.Races;

namespace DuckBus.Configuration;

/// <summary>Says what is wrong with the settings before anything starts.</summary>
internal static partial class SettingsCheck
{
    /// <summary>The first problem, in words that name the flag, or null.</summary>
    public static string? Problem(Settings settings)
    {
        if (settings.Port is < 0 or > 65535)
            return $"--port {settings.Port} is not a port: give a number from 0 to 65535";
        if (settings.PushPort is < 1 or > 65535)
            return $"--push-port {settings.PushPort} is not a port: give a number from 1 to 65535";
        if (settings.HttpsPort is < 0 or > 65535)
            return $"--https-port {settings.HttpsPort} is not a port: give a number from 0 to 65535";
        if (!IPNetwork.TryParse(settings.ServiceClusterIpRange, out var services) || services.BaseAddress.AddressFamily != AddressFamily.InterNetwork || services.PrefixLength is < 12 or > 28)
            return $"--service-cluster-ip-range '{settings.ServiceClusterIpRange}' is not an IPv4 network such as 10.96.0.0/16, with a prefix from 12 to 28";
        if (PortRange(settings.ServiceNodePortRange) is null)
            return $"--service-node-port-range '{settings.ServiceNodePortRange}' is not a range of ports such as 30000-32767";
        if (Split(settings.PlainHttpFrom, ',')?.FirstOrDefault(network => !IPNetwork.TryParse(network, out _)) is { } unknown)
            return $"--plain-http-from '{unknown}' is not a network such as 172.16.0.0/12";
        if (settings.NodeAddress is not null && !IPAddress.TryParse(settings.NodeAddress, out _))
            return $"--node-address '{settings.NodeAddress}' is not an IP address";
        if (settings.AnswerWithin is < 1 or > 600)
            return $"--answer-within {settings.AnswerWithin} is out of range: give 1 to 600 seconds";
        if (settings.Tick is < 1 or > 3600)
            return $"--tick {settings.Tick} is out of range: give 1 to 3600 seconds";
        if (settings.Nodes is < 0 or > 100)
            return $"--nodes {settings.Nodes} is out of range: give a number from 1 to 100, or 0 where kubelets run apart";
        if (!DnsLabel().IsMatch(settings.ClusterName))
            return $"--cluster '{settings.Cluster}' is not a DNS label: use lower-case letters, digits and '-'";
        if (!DnsName().IsMatch(settings.ClusterDomain))
            return $"--cluster-domain '{settings.ClusterDomain}' is not a DNS name: use lower-case letters, digits, '-' and '.'";
        if (settings.Node is not null && !DnsName().IsMatch(settings.Node))
            return $"--node '{settings.Node}' is not a DNS name: use lower-case letters, digits, '-' and '.'";
        if (settings.Strategy is not ("round-robin" or "least-allocated"))
            return $"--strategy '{settings.Strategy}' is unknown: use round-robin or least-allocated";
        if (settings.UsesPostgres && string.IsNullOrWhiteSpace(settings.Postgres))
            return "--store postgres needs --postgres CONNECTION";
        if (settings.RabbitMq is not null && !IsUrl(settings.RabbitMq, "amqp", "amqps"))
            return $"--rabbitmq '{settings.RabbitMq}' is not an address such as amqp://guest:guest@localhost:5672/";
        return UrlProblem("--api", settings.Api, ',')
            ?? UrlProblem("--urls", settings.Urls, ';')
            ?? UrlProblem("--cluster-url", settings.ClusterUrl, ';')
            ?? UrlProblem("--push-url", settings.PushUrl, ';')
            ?? UrlProblem("--jaeger", settings.Jaeger, ';')
            ?? UrlProblem("--listen", settings.Listen, ';')
            ?? UrlProblem("--health-url", settings.HealthUrl, ';')
            ?? (settings.HasDashboard ? UrlProblem("--dashboard-url", settings.DashboardUrl, ';') : null)
            ?? UrlProblem("--public-api-url", settings.PublicApiUrl, ';')
            ?? UrlProblem("--jaeger-url", settings.JaegerUrl, ',')
            ?? (Runner.Parse(settings.Race ?? "") is null ? $"--race '{settings.Race}' is not a list such as imperative=http://localhost:8080,bus=http://localhost:8081" : null);
    }

    /// <summary>The first and the last port of a range; null if it is none.</summary>
    internal static (int First, int Last)? PortRange(string range) =>
        range.Split('-') is [var from, var to]
        && ushort.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && ushort.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && first > 0 && first <= last
            ? (first, last)
            : null;

    /// <summary>The items of a list in a setting; null if it is not given.</summary>
    internal static string[]? Split(string? value, char separator) =>
        value?.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? UrlProblem(string flag, string? value, char separator)
    {
        var addresses = Split(value, separator);
        if (addresses is { Length: 0 })
            return $"{flag} is empty: give an address such as http://localhost:8081";
        var wrong = addresses?.FirstOrDefault(address => !IsUrl(Bindable(address), "http", "https"));
        return wrong is null ? null : $"{flag} '{wrong}' is not an address such as http://localhost:8081";
    }

    // Kestrel also listens on http://*:8081 and http://+:8081, which are no URIs.
    private static string Bindable(string address) =>
        address.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal);

    private static bool IsUrl(string value, params string[] schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme, StringComparer.Ordinal) && uri.Host.Length > 0;

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DnsName();
}
