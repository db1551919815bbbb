using System.CommandLine;
using System.CommandLine.Parsing;
using DuckBus.Composition;
using DuckBus.Configuration;
using DuckBus.Telemetry.Logging;
using DuckBus.Terminal;

namespace DuckBus.CommandLine;

/// <summary>What all commands have in common: settings, log lines, signals, and one clear line when it does not work.</summary>
internal static class CommandRunner
{
    private static readonly Dictionary<string, string?> NoDefaults = [];

    /// <summary>A command whose body runs with checked settings until it returns or fails.</summary>
    public static Command Create(string name, string description, Func<Host, Task> body, params Option[] options) =>
        Create(name, description, body, NoDefaults, options);

    /// <summary>A command with defaults of its own, by the name of the setting.</summary>
    public static Command Create(
        string name, string description, Func<Host, Task> body, IReadOnlyDictionary<string, string?> defaults, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction((flags, _) => RunAsync(flags, defaults, body));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult flags, IReadOnlyDictionary<string, string?> defaults, Func<Host, Task> body)
    {
        Settings? settings = null;
        using var signal = new StopSignal();
        try
        {
            var configuration = SettingsReader.Configuration(flags, defaults);
            settings = SettingsReader.Read(configuration);
            if (settings.StopWithStdin) signal.FollowStdin();
            using var logs = LogSetup.Create(settings.LogFormat, settings.Level, configuration.GetSection("Logging"));
            await body(new Host(settings, logs, TimeProvider.System, signal.Token) { Words = Words(flags) });
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (signal.Token.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (BadSettingsException e)
        {
            await ComplainAsync(e.Message);
            return ExitCode.BadUsage;
        }
        catch (Exception e)
        {
            await ComplainAsync(Failure.Line(e, settings));
            if (settings is { LogLevel: <= Verbosity.Debug })
                await Console.Error.WriteLineAsync(e.ToString());
            return ExitCode.Failed;
        }
    }

    private static IReadOnlyList<string> Words(ParseResult flags) =>
        [.. flags.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)];

    private static Task ComplainAsync(string line) => Console.Error.WriteLineAsync($"duckbus: {line}");
}
