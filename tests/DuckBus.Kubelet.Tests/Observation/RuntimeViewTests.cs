using DuckBus.Kubelet.Observation;
using DuckBus.Kubelet.Tests.Fakes;

namespace DuckBus.Kubelet.Tests.Observation;

public sealed class RuntimeViewTests
{
    /// <summary>
    /// Once, a list that ended at the very moment at which the next was asked for became the answer for ever, and the kubelet
    /// was blind. Many workers that ask in quick succession hit that moment.
    /// </summary>
    [Fact]
    public async Task Nobody_is_told_what_was_before_the_question()
    {
        var runtime = new FakeRuntime(TimeProvider.System);
        var view = new RuntimeView(runtime, TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                var name = $"stranger-{worker}-{i}";
                runtime.Intrude(name);
                var seen = await view.ListAsync(TestContext.Current.CancellationToken);
                seen.Intruders.ShouldContain(intruder => intruder.Name == name);
                await runtime.RemoveContainerAsync(name, TestContext.Current.CancellationToken);
            }
        })));
    }
}
