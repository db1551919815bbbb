using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DuckBus.Telemetry.Logging;

/// <summary>Log lines on standard output: one line an event, with the part that it is about.</summary>
public static class LogSetup
{
    private static readonly string[] Frameworks = ["Microsoft", "System", "MassTransit", "Npgsql", "RabbitMQ", "OpenTelemetry"];

    /// <summary>Creates the loggers of a process; disposing the factory writes what is still queued.</summary>
    /// <param name="format">For people or for machines.</param>
    /// <param name="level">The least level that is written. Frameworks are written from Warning on.</param>
    /// <param name="categories">The section <c>Logging</c> of the configuration, with .NET's own <c>LogLevel</c> keys, or null.</param>
    /// <param name="time">The clock of the lines; the system's if null.</param>
    public static ILoggerFactory Create(
        LogFormat format, LogLevel level, IConfiguration? categories = null, TimeProvider? time = null) =>
        LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(level);
            foreach (var framework in Frameworks)
                logging.AddFilter(framework, level > LogLevel.Warning ? level : LogLevel.Warning);

            // What keeps a host from starting is thrown as well, and told once by whoever catches it.
            logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
            if (categories is not null)
                logging.AddConfiguration(categories);

            var formatter = format == LogFormat.Json ? JsonLogFormatter.FormatterName : TextLogFormatter.FormatterName;
            logging.Services.AddSingleton<ConsoleFormatter>(format == LogFormat.Json
                ? new JsonLogFormatter(time ?? TimeProvider.System)
                : new TextLogFormatter(time ?? TimeProvider.System, ColoursWanted(), stackTraces: level < LogLevel.Information));
            logging.AddConsole(options => options.FormatterName = formatter);
        });

    /// <summary>Whether output may be coloured: on a terminal, and if nobody set <c>NO_COLOR</c>.</summary>
    public static bool ColoursWanted() =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
