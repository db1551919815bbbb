using DuckBus.Configuration;
using DuckBus.Scenes;
using DuckBus.Telemetry.Logging;
using Spectre.Console;

namespace DuckBus.Composition;

/// <summary><c>duckbus scene</c>: plays scenes, or lists them.</summary>
internal static class Show
{
    /// <summary>Plays the scenes of the names; fails if a claim of one does not hold.</summary>
    public static async Task RunAsync(Host host)
    {
        var (settings, names) = (host.Settings, host.Words);
        if (names is [] or ["list"])
        {
            foreach (var line in Playbill.Lines(settings.Lang == Language.Fr)) await Console.Out.WriteLineAsync(line);
            if (names is []) await Console.Out.WriteLineAsync("\nduckbus scene NAME plays one, duckbus scene all plays the evening; --help shows how else.");
            return;
        }

        if (names.Contains("list"))
            throw new BadSettingsException($"'list' names the scenes and plays none: say duckbus scene list, or leave it out to play {string.Join(' ', names.Where(name => name != "list"))}");
        if (names.FirstOrDefault(name => name.StartsWith('-')) is { } flag)
            throw new BadSettingsException($"there is no option '{flag}': duckbus scene --help shows those that there are");
        if (names.FirstOrDefault(name => name is not "all" && !Playbill.Knows(name)) is { } unknown)
            throw new BadSettingsException($"there is no scene '{unknown}': say all, list, or some of {string.Join(", ", Playbill.Names)}");
        var runtimes = await Runtimes.ChooseAsync(host);
        await runtimes.EnsureDuckImageAsync(host);
        var failures = await Performance.PlayAsync(names, Options(settings, runtimes), Projector(), host.Time, host.Stopping);
        if (failures.Count > 0)
            throw new CannotStartException($"{failures.Count} of the scenes did not go well: {string.Join("; ", failures)}");
    }

    private static IAnsiConsole Projector() => AnsiConsole.Create(LogSetup.ColoursWanted()
        ? new AnsiConsoleSettings()
        : new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });

    private static SceneOptions Options(Settings settings, Runtimes runtimes) => new()
    {
        Program = Environment.ProcessPath ?? "duckbus",
        French = settings.Lang == Language.Fr,
        Step = settings.Step,
        Docker = runtimes.Docker,
        Port = settings.Port,
        PushPort = settings.PushPort,
        ClusterUrl = Url(settings.ClusterUrl),
        PushUrl = Url(settings.PushUrl),
        ClusterName = settings.ClusterName,
        Data = settings.Data,
        Samples = Samples(Directory.GetCurrentDirectory()) ?? Samples(AppContext.BaseDirectory),
        RabbitMq = Url(settings.RabbitMq),
        Jaeger = Url(settings.Jaeger),
        DashboardUrl = settings.HasDashboard ? Url(settings.DashboardUrl) ?? DashboardBeside(Url(settings.ClusterUrl)) : null,
        Markdown = settings.Write,
        LogFile = settings.LogFile,
    };

    // As duckbus run and the full stack serve it.
    private static Uri? DashboardBeside(Uri? cluster) =>
        cluster is null ? null : new UriBuilder(cluster) { Port = new Uri(new Settings { Port = cluster.Port }.DashboardAddress).Port }.Uri;

    // In a checkout, from wherever in it somebody is, or the program is.
    private static string? Samples(string? from)
    {
        for (; from is not null; from = Path.GetDirectoryName(from))
            if (Directory.Exists(Path.Combine(from, "samples", "flask", "overlays"))) return Path.Combine(from, "samples");
        return null;
    }

    private static Uri? Url(string? text) => text is null ? null : new Uri(text);
}
