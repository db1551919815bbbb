using DuckBus.Kubelet.Observation;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Tests;

public sealed class IntrudersTests
{
    private static readonly DateTimeOffset Created = new(2026, 11, 21, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ContainerLife.Created, 0, false)]
    [InlineData(ContainerLife.Created, 1, false)]
    [InlineData(ContainerLife.Created, 2, true)]
    [InlineData(ContainerLife.Running, 0, true)]
    [InlineData(ContainerLife.Exited, 0, true)]
    public void An_intruder_is_removed_at_once_unless_somebody_is_just_starting_it(ContainerLife state, int secondsLater, bool due) =>
        Intruders.IsDue(Container(state), Created.AddSeconds(secondsLater)).ShouldBe(due);

    private static RuntimeContainer Container(ContainerLife state) =>
        new("1", "fake-container", 0, "duckbus/duck:local", "", state, null, false, null, Created, null, null);
}
