using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Tests.Docker;

public sealed class ContainerDetailsTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("exited", 137, false, 1 << 24, 0.1, true)]
    [InlineData("exited", 137, true, 1 << 24, 0.1, false)] // It is known.
    [InlineData("exited", 137, false, 1 << 24, 1.1, false)] // It would be known by now.
    [InlineData("exited", 137, false, 0, 0.1, false)]
    [InlineData("exited", 1, false, 1 << 24, 0.1, false)]
    [InlineData("running", 0, false, 1 << 24, 0.1, false)]
    public void Who_was_killed_just_now_and_has_a_limit_may_be_out_of_memory(string status, int code, bool known, long limit, double ago, bool maybe) =>
        new ContainerDetails(
            "id", "/c", null, "image", new ContainerDetails.Life(status, code, known, null, null, End), new ContainerDetails.Settings("image", false, false, null), null,
            new ContainerDetails.Host("none", limit)).MayBeOutOfMemory(End + TimeSpan.FromSeconds(ago)).ShouldBe(maybe);
}
