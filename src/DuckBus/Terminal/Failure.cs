using System.Net.Sockets;
using DuckBus.Composition;
using DuckBus.Configuration;
using DuckBus.Kubelet.Runtime;
using DuckBus.Store;
using Microsoft.AspNetCore.Connections;

namespace DuckBus.Terminal;

/// <summary>Turns what went wrong into one line for a person.</summary>
internal static class Failure
{
    /// <summary>The line, without the program's name in front.</summary>
    public static string Line(Exception failure, Settings? settings)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<CannotStartException>().FirstOrDefault() is { } told)
            return told.Message;
        if (causes.Any(IsTakenPort))
        {
            return settings is null
                ? $"a port is taken: {OneLine(failure.Message)}"
                : $"port {PortOf(settings)} is taken by another program: stop it, or choose another with --port (now {settings.ListenUrls})";
        }

        return failure switch
        {
            RuntimeException or StoreUnavailableException or BadSettingsException => OneLine(failure.Message),
            _ => OneLine($"{failure.GetType().Name}: {failure.Message}"),
        };
    }

    private static bool IsTakenPort(Exception cause) =>
        cause is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };

    private static string PortOf(Settings settings) =>
        Uri.TryCreate(settings.ListenUrls.Split(';')[0], UriKind.Absolute, out var uri) ? $"{uri.Port}" : settings.ListenUrls;

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
