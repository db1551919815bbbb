using System.Net;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Docker;

public sealed class EngineSilenceTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider time = new();
    private readonly LogLines log = new();
    private readonly EngineSilence silence;

    public EngineSilenceTests() => silence = new EngineSilence(DockerEndpoint.Parse("unix:///d.sock"), time, log.CreateLogger("engine"));

    public void Dispose() => log.Dispose();

    [Theory]
    [InlineData("GET", "networks?filters=%7B%22name%22%7D", "GET /networks")]
    [InlineData("DELETE", "containers/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef?force=1&v=1", "DELETE /containers/0123456789ab")]
    [InlineData("POST", "containers/web/start", "POST /containers/web/start")]
    [InlineData("GET", "images/duckbus/duck%3Alocal/json", "GET /images/duckbus/duck:local/json")]
    public void A_call_has_a_name_for_people(string method, string path, string name) =>
        EngineCall.Name(new HttpMethod(method), path).ShouldBe(name);

    [Theory]
    [InlineData("GET /containers/json", false)]
    [InlineData("POST /containers/create", false)]
    [InlineData("POST /containers/a/start", false)]
    [InlineData("GET /networks", false)]
    [InlineData("GET /images/duckbus/duck:local/json", false)]
    [InlineData("DELETE /containers/a", true)]
    [InlineData("POST /containers/a/stop", true)]
    [InlineData("GET /containers/a/json", true)]
    [InlineData("GET /containers/a/stats", true)]
    public void What_one_container_does_is_no_trouble_of_the_node(string call, bool isOfOne) => EngineCall.IsOfOneContainer(call).ShouldBe(isOfOne);

    [Fact]
    public async Task An_engine_is_told_of_once_while_it_is_silent_and_once_when_it_answers_again()
    {
        var list = Ask("GET /networks");
        var removal = Ask("DELETE /containers/a");
        time.Advance(TimeSpan.FromSeconds(9));
        log.All.ShouldBeEmpty();
        silence.Find(TimeSpan.Zero).ShouldBeNull("so long may a call take");

        time.Advance(TimeSpan.FromSeconds(1));
        const string Told = "The Docker engine at /d.sock has not answered GET /networks for 10 s. "
            + "If it stays so, restart it (sudo systemctl restart docker, or Docker Desktop)";
        log.All.ShouldHaveSingleItem().ShouldBe($"Warning: ⚠ {Told} ");
        silence.Find(TimeSpan.Zero).ShouldBe(Told);
        silence.Find(Minute).ShouldBeNull();
        time.Advance(Minute);
        silence.Find(Minute)!.ShouldContain("GET /networks for 1 min.");

        await list.AnswerAsync();
        silence.Find(Minute).ShouldBeNull("the trouble of one container");
        log.All.Count.ShouldBe(1);
        await removal.AnswerAsync(new DockerException("in use", HttpStatusCode.Conflict));
        log.All.Last().ShouldBe("Information: ✓ The Docker engine at /d.sock answers again ");
        silence.Find(TimeSpan.Zero).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_was_given_up_counts_until_it_is_answered_or_nobody_makes_it_any_more()
    {
        await GiveUpAsync();
        silence.Find(Minute)!.ShouldContain("for 2 min.");
        var again = Ask("GET /networks");
        time.Advance(TimeSpan.FromSeconds(30));
        silence.Find(Minute)!.ShouldContain("for 2 min.", customMessage: "it is silent since the first time");
        time.Advance(TimeSpan.FromSeconds(30));
        silence.Find(Minute)!.ShouldContain("for 3 min.");
        await again.AnswerAsync();
        silence.Find(TimeSpan.Zero).ShouldBeNull();

        await GiveUpAsync();
        time.Advance(TimeSpan.FromMinutes(2));
        silence.Find(TimeSpan.Zero).ShouldBeNull();
        await Ask("GET /containers/json").AnswerAsync();
        log.All.Count(line => line.Contains('⚠')).ShouldBe(2);
        log.All.Count(line => line.Contains('✓')).ShouldBe(2);
    }

    [Fact]
    public async Task A_start_that_was_given_up_is_forgotten_when_another_container_starts()
    {
        await GiveUpAsync("POST /containers/a/start");
        var hanging = Ask("POST /containers/b/start");
        time.Advance(Minute);
        await Ask("POST /containers/c/start").AnswerAsync();
        silence.Find(TimeSpan.Zero)!.ShouldContain("/containers/b/start for 1 min", customMessage: "it still waits");
        await hanging.AnswerAsync();
        silence.Find(TimeSpan.Zero).ShouldBeNull();
    }

    [Fact]
    public async Task Who_gives_up_soon_has_not_waited_for_long()
    {
        var probe = Ask("GET /networks");
        time.Advance(TimeSpan.FromSeconds(15));
        await probe.AnswerAsync(new OperationCanceledException());
        time.Advance(Minute);
        silence.Find(Minute).ShouldBeNull("nobody has waited for a minute");
        silence.Find(TimeSpan.Zero)!.ShouldContain("for 15 s.");
    }

    [Fact]
    public async Task A_call_may_take_longer_by_what_it_waits_for()
    {
        var start = Ask("POST /containers/a/start", longer: TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(39));
        log.All.ShouldBeEmpty();
        time.Advance(Minute);
        silence.Find(TimeSpan.FromSeconds(69)).ShouldNotBeNull();
        silence.Find(TimeSpan.FromSeconds(70)).ShouldBeNull();
        await start.AnswerAsync();
    }

    [Fact]
    public async Task An_engine_that_is_started_again_is_owed_nothing()
    {
        await GiveUpAsync();
        var other = Ask("DELETE /containers/a");
        await other.AnswerAsync(new DockerException("it does not answer", inner: new HttpRequestException("refused")));
        silence.Find(TimeSpan.Zero).ShouldBeNull();
        log.All.Count.ShouldBe(1, "one that is gone does not answer again");
        await Ask("GET /version").AnswerAsync();
        log.All.Last().ShouldContain("answers again");
    }

    private async Task GiveUpAsync(string name = "GET /networks")
    {
        var call = Ask(name);
        time.Advance(TimeSpan.FromMinutes(2));
        await call.AnswerAsync(new OperationCanceledException());
    }

    private Call Ask(string name, TimeSpan longer = default)
    {
        var answer = new TaskCompletionSource<bool>();
        return new Call(answer, silence.WatchAsync(name, longer, () => answer.Task));
    }

    private sealed record Call(TaskCompletionSource<bool> Answer, Task<bool> Made)
    {
        public async Task AnswerAsync(Exception? failure = null)
        {
            if (failure is null) Answer.SetResult(true);
            else Answer.SetException(failure);
            await ((Task)Made).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
