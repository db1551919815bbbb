using DuckBus.Kubelet.Pods;

namespace DuckBus.Kubelet.Tests.Pods;

public sealed class TroubleTests
{
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
}
