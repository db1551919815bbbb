using System.Text.RegularExpressions;
using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Flasks;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Scenes;

/// <summary>
/// A Flask application by kubectl: applied, spread, updated without a failed request, taken back, and not harmed by a version that
/// cannot start.
/// </summary>
internal sealed partial class FlaskScene : IScene
{
    private const int NodePort = 31181;
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(5);
    private static readonly string[] Images = ["duckbus/flask:1", "duckbus/flask:2", "duckbus/flask:broken"];

    public int Number => 11;

    public string Name => "flask";

    public Text Title => ("A real application, updated while people use it", "Une vraie application, mise à jour pendant qu'on s'en sert");

    public async Task PlayAsync(Stage stage, CancellationToken stop)
    {
        var samples = await SamplesAsync(stage, stop);
        var cluster = await stage.Theatre.DeclarativeAsync(nodesApart: false, stop);
        await using var customer = new Customer(new Uri($"http://127.0.0.1:{NodePort}/facts"), stage.Theatre.Time);
        try
        {
            await DeployAsync(stage, cluster, customer, samples, stop);
            await UpdateAsync(stage, cluster, customer, stop);
            await CrashLoopAsync(stage, cluster, customer, stop);
            await ProductionAsync(stage, cluster, customer, samples, stop);
        }
        finally
        {
            await cluster.Kubectl.RunAsync(CancellationToken.None, "delete", "-k", Path.Combine(samples, "overlays", "prod"), "--ignore-not-found", "--wait=false");
        }
    }

    private static async Task DeployAsync(Stage stage, DeclarativeCluster cluster, Customer customer, string samples, CancellationToken stop)
    {
        stage.Act(("ConfigMap, Secret, Deployment, Service: one command", "ConfigMap, Secret, Deployment, Service : une commande"));
        stage.Command("kubectl apply -k samples/flask/overlays/dev");
        var began = stage.Now();
        foreach (var line in Lines(await ApplyAsync(cluster, samples, stop))) stage.Quote(line);
        await stage.ClaimAsync(("two pods are ready", "deux pods sont prêts"), () => NotReadyAsync(cluster, 2, "1", stop));
        stage.Command($"curl localhost:{NodePort}");
        await stage.ClaimAsync(
            ("the NodePort answers, with the settings of dev", "le NodePort répond, avec les réglages de dev"),
            async () => await customer.AskAsync(stop) is { Environment: "dev", Version: "1", Banner: "work in progress" } ? null : "other settings");
        stage.Measure(("from kubectl apply to an answer", "de kubectl apply à une réponse"), stage.Since(began));
        customer.Arrive();
        await stage.ClaimAsync(
            ("requests spread over both pods", "les requêtes se répartissent sur les deux pods"),
            () => Task.FromResult(customer.Answers.Select(answer => answer.Pod).Distinct().Count() == 2 ? null : "one pod answers all"));
    }

    private static async Task<string> ApplyAsync(DeclarativeCluster cluster, string samples, CancellationToken stop)
    {
        try
        {
            return await cluster.Kubectl.RunAsync(stop, "apply", "-k", Path.Combine(samples, "overlays", "dev"));
        }
        catch (ClaimFailedException refused) when (OtherNodePorts(refused.Message) is { } range)
        {
            throw new CannotPlayException(
                $"samples/flask wants the node port {NodePort}, and those of this cluster are {range}: start it with the node ports 31180-31189 "
                + "(NODE_PORTS on the full stack, --service-node-port-range elsewhere)");
        }
    }

    /// <summary>The node ports of a cluster that refuses the sample's; null if it refuses something else. Pure.</summary>
    internal static string? OtherNodePorts(string refusal) =>
        OutOfRange().Match(refusal) is { Success: true } match ? match.Value : null;

    [GeneratedRegex("(?<=port is not in the valid range.* valid ports is )[0-9]+-[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex OutOfRange();

    private static async Task UpdateAsync(Stage stage, DeclarativeCluster cluster, Customer customer, CancellationToken stop)
    {
        stage.Act(("A new version, while somebody uses the old one", "Une nouvelle version, pendant qu'on utilise l'ancienne"));
        stage.Command("kubectl set image deployment/flask flask=duckbus/flask:2");
        customer.Forget();
        var began = stage.Now();
        await cluster.Kubectl.RunAsync(stop, "set", "image", "deployment/flask", "flask=duckbus/flask:2");
        await OnlyAsync(stage, cluster, customer, "2", stop);
        stage.Measure(("rolled out in", "déployée en"), stage.Since(began));
        NoneFailed(stage, customer);

        stage.Act(("Back to the old one", "Retour à l'ancienne"));
        stage.Command("kubectl rollout undo deployment/flask");
        customer.Forget();
        await cluster.Kubectl.RunAsync(stop, "rollout", "undo", "deployment/flask");
        await OnlyAsync(stage, cluster, customer, "1", stop);
        NoneFailed(stage, customer);
    }

    private static async Task CrashLoopAsync(Stage stage, DeclarativeCluster cluster, Customer customer, CancellationToken stop)
    {
        stage.Act(("A version that cannot start", "Une version qui ne démarre pas"));
        stage.Command("kubectl set image deployment/flask flask=duckbus/flask:broken");
        customer.Forget();
        var before = await ReadyPodsAsync(cluster, stop);
        await cluster.Kubectl.RunAsync(stop, "set", "image", "deployment/flask", "flask=duckbus/flask:broken");
        await stage.ClaimAsync(
            ("its pod crashes again and again", "son pod redémarre encore et encore"),
            async () =>
            {
                var pods = await cluster.Kubectl.RunAsync(stop, "get", "pods", "-l", "app=flask", "--no-headers");
                return pods.Contains("CrashLoopBackOff", StringComparison.Ordinal) ? null : pods;
            });
        foreach (var line in Lines(await cluster.Kubectl.RunAsync(stop, "get", "pods", "-l", "app=flask"))) stage.Quote(line);
        stage.Claim(("no old pod went away for it", "aucun ancien pod n'est parti pour lui"), before.All((await ReadyPodsAsync(cluster, stop)).Contains), string.Join(", ", before));
        NoneFailed(stage, customer);
        stage.Command("kubectl rollout undo deployment/flask");
        await cluster.Kubectl.RunAsync(stop, "rollout", "undo", "deployment/flask");
        await OnlyAsync(stage, cluster, customer, "1", stop);
    }

    private static async Task ProductionAsync(Stage stage, DeclarativeCluster cluster, Customer customer, string samples, CancellationToken stop)
    {
        stage.Act(("The same application, as in production", "La même application, comme en production"));
        stage.Command("kubectl apply -k samples/flask/overlays/prod");
        customer.Forget();
        await cluster.Kubectl.RunAsync(stop, "apply", "-k", Path.Combine(samples, "overlays", "prod"));
        await stage.ClaimAsync(("four pods are ready", "quatre pods sont prêts"), async () =>
        {
            var said = await cluster.Kubectl.RunAsync(stop, "rollout", "status", "deployment/flask", "--watch=false");
            return said.Contains("successfully rolled out", StringComparison.Ordinal) ? await NotReadyAsync(cluster, 4, "1", stop) : said.Trim();
        }, Slow);
        customer.Answers.Select(answer => answer.Environment).Distinct().ToList().ForEach(stage.Quote);
        NoneFailed(stage, customer);
        customer.Forget();
        await stage.ClaimAsync(
            ("all four answer, with the settings of production", "les quatre répondent, avec les réglages de production"),
            () =>
            {
                var answers = customer.Answers;
                var pods = answers.Where(answer => answer is { Environment: "prod", Banner: "open for business" }).Select(answer => answer.Pod).Distinct().Count();
                return Task.FromResult(pods == 4 ? null : $"{pods} do");
            });
    }

    private static async Task OnlyAsync(Stage stage, DeclarativeCluster cluster, Customer customer, string version, CancellationToken stop)
    {
        await stage.ClaimAsync(
            ($"version {version} is all there is", $"il n'y a plus que la version {version}"),
            async () => await NotReadyAsync(cluster, 2, version, stop)
                ?? (customer.Answers.TakeLast(10).ToList() is { Count: 10 } last && last.TrueForAll(answer => answer.Version == version) ? null : "others still answer"), Slow);
    }

    private static void NoneFailed(Stage stage, Customer customer)
    {
        var (answers, failures) = (customer.Answers, customer.Failures);
        stage.Claim(
            ($"{answers.Count} requests meanwhile, and none failed", $"{answers.Count} requêtes pendant ce temps, aucune en échec"),
            answers.Count > 0 && failures.Count == 0, string.Join("; ", failures.Distinct().Take(3)));
    }

    /// <summary>Null if that many pods of a version are ready and there are no others.</summary>
    private static async Task<string?> NotReadyAsync(DeclarativeCluster cluster, int count, string version, CancellationToken stop)
    {
        var pods = Lines(await cluster.Kubectl.RunAsync(
            stop, "get", "pods", "-l", "app=flask", "-o", "jsonpath={range .items[*]}{.spec.containers[0].image} {.status.containerStatuses[0].ready}{\"\\n\"}{end}"));
        return pods.Length == count && Array.TrueForAll(pods, pod => pod == $"duckbus/flask:{version} true") ? null : string.Join(", ", pods);
    }

    private static async Task<IReadOnlyList<string>> ReadyPodsAsync(DeclarativeCluster cluster, CancellationToken stop) =>
    [
        .. Lines(await cluster.Kubectl.RunAsync(
            stop, "get", "pods", "-l", "app=flask", "-o", "jsonpath={range .items[?(@.status.containerStatuses[0].ready==true)]}{.metadata.name}{\"\\n\"}{end}")),
    ];

    private static async Task<string> SamplesAsync(Stage stage, CancellationToken stop)
    {
        if (stage.Theatre.Engine is not { } engine)
            throw new CannotPlayException("this scene runs a real application, which takes Docker");
        if (stage.Options.Samples is not { } samples)
            throw new CannotPlayException("samples/flask is not here: play this scene in a checkout of DuckBus");
        foreach (var image in Images)
            if (!await engine.HasImageAsync(image, stop))
                throw new CannotPlayException($"the engine has no {image}: make -C samples/flask build");
        return Path.Combine(samples, "flask");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
