using DuckBus.Model.Core;
using DuckBus.Model.Values;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Tests;

public sealed class PodRequestsTests
{
    // A sidecar's number has an s: "3 1s 2" are three init containers of which the second one stays.
    [Theory]
    [InlineData("", "1 2", 3)]
    [InlineData("2", "1 2", 3)]
    [InlineData("5 4", "1 2", 5)]
    [InlineData("1s", "1 2", 4)]
    [InlineData("3s 2", "1", 5)]
    [InlineData("2 3s", "1", 4)]
    [InlineData("1s 2s 4 1s", "1", 7)]
    public void Sidecars_count_beside_all_that_runs_after_them(string init, string containers, int expected)
    {
        var pod = new Pod { Spec = new PodSpec { InitContainers = Containers(init), Containers = Containers(containers) } };
        PodRequests.Of(pod)["cpu"].ShouldBe(expected);
    }

    private static List<Container> Containers(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => new Container
        {
            RestartPolicy = one.EndsWith('s') ? "Always" : null,
            Resources = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(one.TrimEnd('s')) } },
        }),
    ];
}
