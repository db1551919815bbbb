using DuckBus.Client.Informers;
using DuckBus.Dashboard.Bus;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Stages;
using DuckBus.Dashboard.Views;
using DuckBus.Dashboard.Worlds;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Stages;

public sealed class StageButtonsTests
{
    private readonly World some = World(Node("node-1"), Node("node-2"), Workload(), Seen(Pod("web-b") with { CreatedAt = At(1) }), Seen(Pod("web-a")));

    [Fact]
    public void All_can_be_pressed_in_a_cluster_that_runs_something() => Buttons(some).ShouldAllBe(button => button.WhyNot == null);

    [Fact]
    public void What_cannot_be_done_says_why()
    {
        Buttons(some, act => act == StageAct.SwitchBroker ? "not ours" : null).Where(button => button.WhyNot is not null)
            .Select(button => (button.Act, button.WhyNot)).ShouldBe([(StageButtons.Broker, "not ours")]);
        Buttons(World(Node())).Single(button => button.Act == StageButtons.Kill).WhyNot.ShouldBe("No pod runs.");
        Buttons(some, replay: true).ShouldAllBe(button => button.WhyNot != null);
    }

    [Fact]
    public void A_silent_node_is_switched_on_before_another_is_switched_off()
    {
        StageButtons.SwitchedNode(some)!.Name.ShouldBe("node-1");
        StageButtons.SwitchedNode(World(Node("node-1"), Node("node-2", ready: false)))!.Name.ShouldBe("node-2");
        Buttons(World(Node("node-1"), Node("node-2", ready: false))).Single(button => button.Act == StageButtons.Node).Label.ShouldBe("Start node-2");
    }

    [Fact]
    public void The_pod_whose_story_is_open_is_killed_first_and_else_the_oldest()
    {
        StageButtons.Victim(some, null)!.Name.ShouldBe("web-a");
        StageButtons.Victim(some, Pod("web-b"))!.Name.ShouldBe("web-b");
        StageButtons.Victim(World(Node(ready: false), Seen(Pod())), null).ShouldBeNull();
    }

    [Fact]
    public void No_key_has_two_meanings() => Buttons(some).SelectMany(button => button.Keys).ShouldBeUnique();

    [Theory]
    [InlineData("duck-1")]
    [InlineData("duck-3", "duck-1", "duck-2")]
    [InlineData("duck-2", "duck-1", "duck-3")]
    public void The_next_name_is_one_that_is_free(string next, params string[] taken) => Names.Next("duck", taken).ShouldBe(next);

    private static IReadOnlyList<StageButton> Buttons(World world, Func<StageAct, string?>? whyNot = null, bool replay = false) =>
        StageButtons.Of(world, View(world), whyNot ?? (_ => null), replay, resetAsked: false);

    private static StageView View(World world) =>
        StageViews.Of(new Snapshot(Start, world, Traffic.None, Start, TimeSpan.FromSeconds(5), true, Start), SyncMode.Bus, TimeZoneInfo.Utc);
}
