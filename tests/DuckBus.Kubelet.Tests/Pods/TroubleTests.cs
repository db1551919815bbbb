using DuckBus.Kubelet.Pods;

namespace DuckBus.Kubelet.Tests.Pods;

public sealed class TroubleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void The_same_failure_is_news_until_its_wait_no_longer_grows()
    {
        var first = Fail(null);
        var second = Fail(first);
        var third = Fail(second);
        var fourth = Fail(third);

        second.IsLike(first).ShouldBeFalse();
        third.IsLike(second).ShouldBeFalse();
        fourth.IsLike(third).ShouldBeTrue();
        Fail(fourth, message: "secret \"login\" not found").IsLike(fourth).ShouldBeFalse();
        Fail(fourth, reason: Trouble.RunError).IsLike(fourth).ShouldBeFalse();
    }

    private static Trouble Fail(
        Trouble? before, string reason = Trouble.ConfigError, string message = "configmap \"colors\" not found") =>
        Trouble.Again(before, reason, message, Now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
}
