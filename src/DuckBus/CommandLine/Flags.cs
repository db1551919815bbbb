using System.CommandLine;
using DuckBus.Configuration;

namespace DuckBus.CommandLine;

/// <summary>The flags, each described once. Their values are read through <see cref="SettingsReader"/>.</summary>
internal static class Flags
{
    private static readonly Settings Defaults = new();

    public static Option Profile() =>
        Choice("--profile", "Timings: quick enough to be watched, or the defaults of Kubernetes.", "stage", "stage", "kubernetes");

    public static Option Sync() =>
        Choice("--sync", "How parts learn of changes: events over the bus and a resync as safety net, or pure polling.", "bus", "bus", "poll");

    public static Option Strategy() =>
        Choice("--strategy", "How the scheduler picks among nodes that fit.", "round-robin", "round-robin", "least-allocated");

    public static Option Data(string? other = null) => Text("--data", "DIR", "Where state is kept.", other ?? Defaults.Data);

    public static Option Port() => Number("--port", "N", "The API server's port on localhost.", Defaults.Port);

    public static Option OwnPort() => Number("--port", "N", "The port on localhost.", Defaults.PushPort);

    public static Option OwnUrls() => Text("--urls", "URL[;URL]", "Where it listens, instead of the port: 'http://0.0.0.0:8080'.");

    public static Option ScenePort() => Number("--port", "N", "The port of the declarative cluster, if it is free.", Defaults.Port);

    public static Option Role() => Choice(
        "--role", "Brain and agents in one process, or one of them; apart, they need a broker.", "all", "all", "brain", "agent");

    public static Option AnswerWithin() =>
        Number("--answer-within", "SECONDS", "How long a node may take to answer a command.", Defaults.AnswerWithin);

    public static Option Tick() => Number("--tick", "SECONDS", "How often the loop looks.", Defaults.Tick);

    public static Option PushPort() =>
        Number("--push-port", "N", "The port of the imperative cluster and the monolith, if it is free.", Defaults.PushPort);

    public static Option ClusterUrl() =>
        Text("--cluster-url", "URL", "Play on the cluster that runs there, instead of one of the scene's own: http://localhost:8081.");

    public static Option PushUrl() =>
        Text("--push-url", "URL", "Play on the imperative cluster that runs there: http://localhost:8080.");

    public static Option Jaeger() =>
        Text("--jaeger", "URL", "The Jaeger that has the traces of the cluster that runs already: http://localhost:16686. Without it they are read from its dashboard.");

    public static Option DashboardOfCluster() =>
        Text("--dashboard-url", "URL", "The dashboard of the cluster that runs already; http://localhost:8082, or two ports after that of --cluster-url.");

    public static Option Step() => new Option<bool>("--step") { Description = "Wait for Enter before each act: a speaker's pace." };

    public static Option Write() => Text("--write", "FILE", "Write the table of the race there, as Markdown.");

    public static Option LogFile() => Text("--log-file", "FILE", "Append what the programs say that the scenes start.");

    public static Option Lang() => Choice("--lang", "The language that the audience reads.", "en", "en", "fr");

    public static Option HttpsPort() => new Option<int>("--https-port")
    {
        Description = "The API server's HTTPS port on localhost; 6443, or with --port the one after that.",
        HelpName = "N",
    };

    public static Option TlsSan() =>
        Text("--tls-san", "NAME[,NAME]", "More names and addresses for the API server's certificate.");

    public static Option AnonymousAuth() =>
        new Option<bool>("--anonymous-auth") { Description = "Serve callers over HTTPS that show no certificate and no token; they may do everything." };

    public static Option ServiceClusterIpRange(string? other = null) =>
        Text("--service-cluster-ip-range", "CIDR", "The network from which services get their addresses; pods get theirs from the one beside it. The same for all parts of a cluster, and another for each cluster on an engine.", other ?? Defaults.ServiceClusterIpRange);

    public static Option ServiceNodePortRange() =>
        Text("--service-node-port-range", "FIRST-LAST", "The ports that services get on the nodes.", Defaults.ServiceNodePortRange);

    public static Option PlainHttpFrom() => Text(
        "--plain-http-from", "CIDR[,CIDR]", "Networks whose plain HTTP requests need no credentials, as those of this machine: only where nobody else can be.");

    public static Option ClusterDomain() =>
        Text("--cluster-domain", "DOMAIN", "The domain of the names of services and pods.", Defaults.ClusterDomain);

    public static Option Urls() =>
        Text("--urls", "URL[;URL]", "Where the API server listens, instead of both ports: 'http://localhost:8081;https://0.0.0.0:6443'.");

    public static Option Api() => Text("--api", "URL[,URL]", "The API server, or several of one cluster.", Defaults.Api);

    public static Option Postgres() =>
        Text("--postgres", "CONNECTION", "PostgreSQL: 'Host=localhost;Username=duckbus;Password=…;Database=duckbus'.");

    public static Option RabbitMq() =>
        Text("--rabbitmq", "URI", "RabbitMQ: amqp://guest:guest@localhost:5672/. Without it the parts poll at resync speed.");

    public static Option OwnBusOrRabbitMq() =>
        Text("--rabbitmq", "URI", "RabbitMQ instead of the bus in memory: amqp://guest:guest@localhost:5672/.");

    public static Option BrokerOfScenes() =>
        Text("--rabbitmq", "URI", "A broker to use; without it, scenes start a RabbitMQ of their own where one is installed.");

    public static Option Store() =>
        Choice("--store", "Where the truth is kept; postgres when --postgres is given.", null, "embedded", "postgres");

    public static Option Runtime() => Choice(
        "--runtime", "What runs containers; auto takes Docker if an engine answers, else files.", "auto", "auto", "docker", "file");

    public static Option Cluster(string? other = null) =>
        Text("--cluster", "NAME", "The cluster's name, by which its containers are told apart.", other ?? Defaults.ClusterName);

    public static Option OnlyCluster() =>
        Text("--cluster", "NAME", "Only this cluster and the state that is its own; without it, all of them and the images too.");

    public static Option Nodes() => Number("--nodes", "N", "How many nodes; 0 where kubelets run apart.", Defaults.Nodes);

    public static Option OwnNodes() => Number("--nodes", "N", "How many nodes.", Defaults.Nodes);

    public static Option Node() => Text("--node", "NAME", "The name of the node.");

    public static Option Listen() =>
        Text("--listen", "URL", "Where the kubelet serves its health, metrics and logs; port 0 takes a free one.", Defaults.Listen);

    public static Option NodeAddress() =>
        Text("--node-address", "IP", "The address of the node for others; by default that of --listen, or of the machine if that is all of its own.");

    public static Option StopPodsOnExit() =>
        new Option<bool>("--stop-pods-on-exit") { Description = "Remove the node's containers when the kubelet stops; else they go on running." };

    public static Option HealthUrl() =>
        Text("--health-url", "URL", "Where to serve /healthz, /readyz and /metrics: http://localhost:9101.");

    public static Option DashboardUrl() =>
        Text("--dashboard-url", "URL|off", "Where the dashboard is served; http://localhost:8082, or with --port two ports after that.");

    public static Option ServeDashboardUrl() =>
        Text("--dashboard-url", "URL", "Where the dashboard is served, with /healthz, /readyz, /metrics and /v1/traces; http://localhost:8082.");

    public static Option PublicApiUrl() =>
        Text("--public-api-url", "URL", "The API server's address in the commands that the page shows, where people reach it by another than --api.");

    public static Option JaegerUrl() => Text("--jaeger-url", "URL", "The Jaeger that the dashboard links traces to: http://localhost:16686.");

    public static Option Race() =>
        Text("--race", "NAME=URL[,…]", "Clusters that the dashboard shows side by side at /race: imperative=http://localhost:8080,bus=http://localhost:8081.");

    public static Option LogFormat() => Choice("--log-format", "Lines for people or for machines.", "text", "text", "json");

    public static Option LogLevel() =>
        Choice("--log-level", "The least that is logged.", "info", "trace", "debug", "info", "warning", "error");

    private static Option<string> Text(string name, string help, string description, string? defaultValue = null)
    {
        var option = new Option<string>(name) { Description = description, HelpName = help };
        if (defaultValue is not null)
            option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    private static Option<int> Number(string name, string help, string description, int defaultValue) =>
        new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => defaultValue };

    private static Option<string> Choice(string name, string description, string? defaultValue, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values) };
        if (defaultValue is not null)
            option.DefaultValueFactory = _ => defaultValue;
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
