using System.Net;
using DuckBus.Kubelet.Accidents;
using DuckBus.Kubelet.Files;
using DuckBus.Kubelet.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests;

/// <summary>The core stories again, where a node is a directory with a file.</summary>
public sealed class FileStories : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-files-").FullName;
    private readonly TestNode node = new();
    private readonly FileRuntime runtime;

    public FileStories() => runtime = new FileRuntime(directory, "node-1", TimeProvider.System, NullLogger.Instance);

    private string Running => Path.Combine(directory, "node-1_running.txt");

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await runtime.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_line_that_was_deleted_comes_back_and_one_that_nobody_declared_goes()
    {
        await node.StartAsync(runtime);
        node.Declare();
        await node.UntilRunningAsync();
        var lines = await File.ReadAllLinesAsync(Running);
        await File.WriteAllTextAsync(Running, "");
        await node.UntilAsync("the line is back", () => node.Container() is { Ready: true, RestartCount: 1 });
        await File.AppendAllTextAsync(Running, "fake-container\n");
        await node.UntilAsync("the intruder is gone", () => node.Logs.Has("◼ STOP: fake-container"));
        (await File.ReadAllLinesAsync(Running)).ShouldBe(lines);
    }

    [Fact]
    public async Task Accidents_are_noticed_and_told()
    {
        using var accidents = new FileAccidents(directory, TimeProvider.System);
        await node.StartAsync(runtime);
        node.Declare();
        await node.UntilRunningAsync();
        (await accidents.KillAsync("node-1", "default", "web", CancellationToken.None)).ShouldBe(1);
        await node.UntilAsync("it is started again", () => node.Container() is { Ready: true, RestartCount: 1 });
        (await accidents.KillAsync("node-1", "default", "we", CancellationToken.None)).ShouldBe(0);

        await accidents.IntrudeAsync("node-1", "fake-container", CancellationToken.None);
        await node.UntilAsync("an event of the node tells of the intruder", () => node.Api.All<Model.Core.Event>()
            .Any(told => told is { Reason: "StoppedIntruder", InvolvedObject: { Kind: "Node", Name: "node-1" }, Message: "fake-container was stopped: nobody declared it" }));
    }

    [Fact]
    public async Task A_deleted_pod_leaves_no_line()
    {
        await node.StartAsync(runtime);
        node.Declare();
        await node.UntilRunningAsync();
        node.Api.Delete("default", "web");
        await node.UntilAsync("it is gone from the API", () => node.Pod() is null);
        (await File.ReadAllTextAsync(Running)).ShouldBeEmpty();
        (await runtime.ListAsync(CancellationToken.None)).Sandboxes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_port_forward_is_refused_with_the_reason()
    {
        await node.StartAsync(runtime);
        node.Declare();
        await node.UntilRunningAsync();
        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address };

        using var answer = await http.GetAsync("/portForward/default/web?ports=80");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("the file runtime runs no processes");
    }
}
