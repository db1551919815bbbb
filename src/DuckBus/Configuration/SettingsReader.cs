using System.Collections;
using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Configuration;

namespace DuckBus.Configuration;

/// <summary>Reads the settings in .NET's usual order: <c>appsettings.json</c>, then the environment, then flags.</summary>
internal static class SettingsReader
{
    private const string Section = "DuckBus";
    private const string Prefix = "DUCKBUS_";

    /// <summary>Everything that is configured, the last word first.</summary>
    /// <param name="flags">What was given on the command line.</param>
    /// <param name="defaults">What the command takes where nobody says anything, by the name of the setting.</param>
    /// <exception cref="BadSettingsException">A file that is not JSON.</exception>
    public static IConfiguration Configuration(ParseResult flags, IReadOnlyDictionary<string, string?>? defaults = null)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddInMemoryCollection((defaults ?? new Dictionary<string, string?>()).Select(value => KeyValuePair.Create(Key(value.Key), value.Value)))
                .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
                .AddJsonFile($"appsettings.{environment}.json", optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(FromEnvironment(Environment.GetEnvironmentVariables()))
                .AddInMemoryCollection(FromFlags(flags))
                .Build();
        }
        catch (InvalidDataException e)
        {
            throw new BadSettingsException($"{e.Message} {e.InnerException?.Message}".TrimEnd());
        }
    }

    /// <summary>The settings, checked.</summary>
    /// <exception cref="BadSettingsException">A value that cannot be used.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        Settings settings;
        try
        {
            settings = configuration.GetSection(Section).Get<Settings>() ?? new Settings();
        }
        catch (InvalidOperationException e)
        {
            // The binder names the value and its key; the .NET type that it wanted helps nobody.
            throw new BadSettingsException(e.Message.Split(" to type ")[0]);
        }

        return SettingsCheck.Problem(settings) is { } problem ? throw new BadSettingsException(problem) : settings;
    }

    /// <summary><c>DUCKBUS_LOG_FORMAT=json</c> is <c>DuckBus:LogFormat</c>.</summary>
    internal static Dictionary<string, string?> FromEnvironment(IDictionary variables) => variables.Cast<DictionaryEntry>()
        .Select(variable => (Name: (string)variable.Key, Value: variable.Value as string))
        .Where(variable => variable.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(variable.Value))
        .DistinctBy(variable => Key(variable.Name[Prefix.Length..]), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(variable => Key(variable.Name[Prefix.Length..]), variable => variable.Value, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, string?> FromFlags(ParseResult flags) => flags.CommandResult.Children
        .OfType<OptionResult>()
        .Where(option => !option.Implicit)
        .ToDictionary(
            option => Key(option.Option.Name),
            option => (string?)(option.Tokens.Count == 0 ? "true" : string.Join(',', option.Tokens.Select(token => token.Value))),
            StringComparer.OrdinalIgnoreCase);

    private static string Key(string name) =>
        $"{Section}:{name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)}";
}
