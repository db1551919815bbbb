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

    [Fact]
    public void Another_failure_of_the_same_sort_waits_longer_and_another_sort_starts_anew()
    {
        var once = Trouble.Again(null, Trouble.ErrImagePull, "no", Fakes.A.Noon, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        var twice = Trouble.Again(once, Trouble.ErrImagePull, "no", Fakes.A.Noon, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        var other = Trouble.Again(twice, Trouble.RunError, "no", Fakes.A.Noon, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        (once.RetryAt - once.At).ShouldBe(TimeSpan.FromSeconds(1));
        (twice.RetryAt - twice.At).ShouldBe(TimeSpan.FromSeconds(2));
        (other.RetryAt - other.At).ShouldBe(TimeSpan.FromSeconds(1));
    }

    private static Trouble Fail(
        Trouble? before, string reason = Trouble.ConfigError, string message = "configmap \"colors\" not found") =>
        Trouble.Again(before, reason, message, Now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
}
