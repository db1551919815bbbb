using System.Diagnostics;
using DuckBus.Clients.Tests.Tour;
using DuckBus.Testing.Kubernetes;

namespace DuckBus.Clients.Tests;

/// <summary>The stories that a client library plays, told by a script in its language.</summary>
internal static class ClientStories
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A pod that answers on port 8080.</summary>
    public static async Task<string> DuckAsync(Kubectl kubectl)
    {
        kubectl.Write("duck.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("apply -f duck.yaml", "created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        return await kubectl.SaysAsync("get pods -l app=web -o 'jsonpath={.items[0].metadata.name}'");
    }

    /// <summary>Starts a script.</summary>
    public static Task<RunningProgram> StartAsync(string kubeconfig, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("setpriv");
        foreach (var argument in new[] { "--pdeathsig", "KILL", program }.Concat(arguments)) start.ArgumentList.Add(argument);
        start.Environment["KUBECONFIG"] = kubeconfig;
        return RunningProgram.StartAsync($"{program} {string.Join(' ', arguments)}", start);
    }

    /// <summary>Runs a script to its end; it must succeed.</summary>
    public static async Task<string> PlayAsync(string kubeconfig, string program, params string[] arguments)
    {
        await using var script = await StartAsync(kubeconfig, program, arguments);
        var result = await script.EndAsync(Limit);
        return result.Code == 0 ? result.Output : throw new KubectlException($"It should have succeeded.\n{result}");
    }

    /// <summary>Plays the story of an informer that must miss nothing while its API server is killed and comes back.</summary>
    public static async Task FollowAcrossARestartAsync(string program, params string[] arguments)
    {
        await using var server = await LoneApiServer.StartAsync();
        await using var follower = await StartAsync(server.Kubeconfig, program, [.. arguments, "default"]);
        await server.CreateAsync("one");
        await follower.SaysAsync("ADDED one");

        await server.KillAsync();
        await follower.SaysAsync("again", Limit);
        await server.StartAgainAsync();
        await server.CreateAsync("two");
        await server.DeleteAsync("one");

        await follower.SaysAsync("ADDED two", Limit);
        await follower.SaysAsync("DELETED one");
        await server.CreateAsync("three");
        await follower.SaysAsync("ADDED three");
        foreach (var line in new[] { "ADDED one", "ADDED two", "DELETED one", "ADDED three" })
            follower.Result.Output.Split('\n').Count(said => said == line).ShouldBe(1, $"{line}\n{follower.Result}");
    }
}
