using System.CommandLine;
using System.CommandLine.Invocation;
using DuckBus.Composition;
using static DuckBus.CommandLine.CommandRunner;

namespace DuckBus.CommandLine;

/// <summary>The command line: what <c>duckbus --help</c> shows.</summary>
internal static class Cli
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>0: done. 1: it did not work, and standard error says why. 2: the arguments are wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = Root();
        if (arguments.Length == 0)
        {
            await root.Parse("--help").InvokeAsync();
            return ExitCode.BadUsage;
        }

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            foreach (var line in Misuse.Lines(parsed)) await Console.Error.WriteLineAsync(line);
            return ExitCode.BadUsage;
        }

        // Signals are handled by the commands themselves, which need more than the two seconds that the library grants.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Root() => new(
        "DuckBus: a small Kubernetes-style container orchestrator. PostgreSQL holds the truth, RabbitMQ makes it fast, the resync makes it right.")
    {
        Create(
            "run",
            "A whole cluster in this process: API server, scheduler, controllers and nodes.",
            LocalCluster.RunAsync,
            Flags.Port(), Flags.HttpsPort(), Flags.Urls(), Flags.TlsSan(), Flags.AnonymousAuth(), Flags.ServiceClusterIpRange(), Flags.ClusterDomain(), Flags.ServiceNodePortRange(), Flags.Nodes(), Flags.Runtime(), Flags.Data(), Flags.Profile(), Flags.Sync(), Flags.Strategy(),
            Flags.Postgres(), Flags.Store(), Flags.OwnBusOrRabbitMq(), Flags.Cluster(), Flags.DashboardUrl(), Flags.JaegerUrl(), Flags.Race(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "apiserver",
            "An API server; several on one PostgreSQL serve the same cluster.",
            SeparateParts.RunApiServerAsync,
            Flags.Port(), Flags.HttpsPort(), Flags.Urls(), Flags.TlsSan(), Flags.AnonymousAuth(), Flags.PlainHttpFrom(), Flags.ServiceClusterIpRange(), Flags.ServiceNodePortRange(), Flags.Postgres(), Flags.Store(), Flags.Data(), Flags.RabbitMq(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "scheduler",
            "The scheduler: binds pods to nodes.",
            SeparateParts.RunSchedulerAsync,
            Flags.Api(), Flags.RabbitMq(), Flags.Sync(), Flags.Strategy(), Flags.Profile(), Flags.HealthUrl(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "controllers",
            "The controllers: replica sets, deployments, nodes, namespaces, garbage.",
            SeparateParts.RunControllersAsync,
            Flags.Api(), Flags.RabbitMq(), Flags.Sync(), Flags.Profile(), Flags.HealthUrl(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "kubelet",
            "A node: starts the containers of the pods that are bound to it.",
            SeparateParts.RunKubeletAsync,
            Required(Flags.Node()), Flags.Api(), Flags.RabbitMq(), Flags.Sync(), Flags.Runtime(), Flags.Data(), Flags.Cluster(), Flags.ServiceClusterIpRange(), Flags.ClusterDomain(), Flags.Profile(),
            Flags.Listen(), Flags.NodeAddress(), Flags.StopPodsOnExit(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "dashboard",
            "The live page of a cluster, for a browser.",
            SeparateParts.RunDashboardAsync,
            Flags.Api(), Flags.RabbitMq(), Flags.Sync(), Flags.Profile(), Flags.Cluster(), Flags.ServeDashboardUrl(), Flags.PublicApiUrl(), Flags.JaegerUrl(), Flags.Race(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "proxy",
            "The services of a cluster without a node: listens on their node ports, where no kubelet does.",
            SeparateParts.RunProxyAsync,
            Flags.Api(), Flags.RabbitMq(), Flags.Sync(), Flags.Runtime(), Flags.Cluster(), Flags.ServiceClusterIpRange(), Flags.Profile(), Flags.HealthUrl(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "push",
            "The imperative counter-example: a brain that sends commands to passive nodes and remembers only what it sent.",
            Imperative.RunAsync,
            Imperative.Defaults,
            Flags.OwnPort(), Flags.OwnUrls(), Flags.OwnNodes(), Flags.Role(), Flags.Node(), Flags.AnswerWithin(), Flags.OwnBusOrRabbitMq(), Flags.Runtime(),
            Flags.Data("./run/push"), Flags.Cluster("duckbus-push"), Flags.ServiceClusterIpRange("10.100.0.0/22"), Flags.StopPodsOnExit(), Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "monolith",
            "The whole control loop in one process, which shows every tick: observe, fetch, clean up, schedule, reconcile.",
            Monolithic.RunAsync,
            Monolithic.Defaults,
            Flags.OwnPort(), Flags.OwnUrls(), Flags.OwnNodes(), Flags.Tick(), Flags.Lang(), Flags.Runtime(), Flags.Data("./run/monolith"),
            Flags.Cluster("duckbus-monolith"), Flags.ServiceClusterIpRange("10.100.8.0/22"), Flags.LogFormat(), Flags.LogLevel()),
        WithWords(
            Create(
                "scene",
                "Plays scenes for an audience: each tells, acts, checks every claim and measures. Without a name, or with 'list', it names them.",
                Show.RunAsync,
                Flags.Lang(), Flags.Step(), Flags.Runtime(), Flags.ScenePort(), Flags.PushPort(), Flags.BrokerOfScenes(), Flags.ClusterUrl(), Flags.PushUrl(),
                Flags.Cluster(), Flags.Data(), Flags.Jaeger(), Flags.DashboardOfCluster(), Flags.Write(), Flags.LogFile()),
            "SCENE",
            "Names or numbers of scenes, all, or list; without any, they are listed."),
        Create(
            "images",
            "Builds the images that DuckBus makes itself: duckbus/duck:local, which containers run that name none, and duckbus/gateway:local, which answers behind services.",
            Images.RunAsync,
            Flags.LogFormat(), Flags.LogLevel()),
        Create(
            "clean",
            "Removes every container, network and file that DuckBus made, and nothing else.",
            Cleaning.RunAsync,
            Flags.Data(), Flags.OnlyCluster(), Flags.LogFormat(), Flags.LogLevel()),
        Create("version", "Says which version this is.", _ => Console.Out.WriteLineAsync($"duckbus {Product.Version}")),
    };

    private static Command WithWords(Command command, string name, string description)
    {
        command.Arguments.Add(new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.ZeroOrMore });
        return command;
    }

    private static Option Required(Option option)
    {
        option.Description += " Required.";
        return option;
    }
}
