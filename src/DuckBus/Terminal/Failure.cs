using System.Net.Sockets;
using System.Text.RegularExpressions;
using DuckBus.ApiServer.Certificates;
using DuckBus.Composition;
using DuckBus.Configuration;
using DuckBus.Kubelet.Runtime;
using DuckBus.Store;
using Microsoft.AspNetCore.Connections;

namespace DuckBus.Terminal;

/// <summary>Turns what went wrong into one line for a person.</summary>
internal static partial class Failure
{
    /// <summary>The line, without the program's name in front.</summary>
    public static string Line(Exception failure, Settings? settings)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<CannotStartException>().FirstOrDefault() is { } told)
            return told.Message;
        if (causes.Any(IsTakenPort) && settings is not null)
            return TakenPort(causes.Select(cause => PortIn().Match(cause.Message)).LastOrDefault(port => port.Success)?.Groups["port"].Value, settings);

        return failure switch
        {
            RuntimeException or StoreUnavailableException or BadSettingsException or KeyFileException => OneLine(failure.Message),
            _ => OneLine($"{failure.GetType().Name}: {failure.Message}"),
        };
    }

    private static bool IsTakenPort(Exception cause) =>
        cause is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };

    private static string TakenPort(string? port, Settings settings)
    {
        var flag = port is null || settings.ListenUrls.Contains($":{port}", StringComparison.Ordinal)
            ? settings.Urls is not null ? "--urls" : settings.ListenUrls.EndsWith($":{port}", StringComparison.Ordinal) ? "--https-port" : "--port"
            : settings.HealthUrl?.Contains($":{port}", StringComparison.Ordinal) == true ? "--health-url"
            : settings.HasDashboard && settings.DashboardAddress.Contains($":{port}", StringComparison.Ordinal) ? "--dashboard-url"
            : "--listen";
        return $"port {port ?? settings.ListenUrls} is taken by another program: stop that, or choose another port with {flag}";
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();

    [GeneratedRegex(@"https?://[^/\s]*:(?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PortIn();
}
