using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Worlds;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Worlds;

public sealed class TimelineTests
{
    [Fact]
    public void The_past_is_shown_as_it_was()
    {
        var timeline = Timeline.Empty
            .Add(Node(at: 0)).Add(Seen(Pod(state: PodState.Waiting), at: 1)).Add(Seen(Pod(), at: 2)).Add(new PodGone(At(3), "uid-web-abcde", Trigger.Event));

        timeline.At(At(0.5)).Pods.ShouldBeEmpty();
        timeline.At(At(1.5)).Pods.Values.ShouldHaveSingleItem().Facts.State.ShouldBe(PodState.Waiting);
        timeline.At(At(2.5)).Pods.Values.ShouldHaveSingleItem().Facts.State.ShouldBe(PodState.Ready);
        timeline.At(At(3.5)).Pods.Values.ShouldHaveSingleItem().Facts.State.ShouldBe(PodState.Gone);
        timeline.At(At(9)).Pods.ShouldBeEmpty("what is gone has left after its farewell");
        timeline.At(At(2.5)).Feed[^1].Text.ShouldBe("web abcde runs on node-1.");
    }

    [Fact]
    public void It_keeps_the_latest_happenings_and_forgets_none_of_what_came_of_the_others()
    {
        var timeline = Timeline.Empty.Add(Node(at: 0)).Add(Seen(Pod(), at: 1));
        for (var i = 0; i < Timeline.Kept; i++) timeline = timeline.Add(new Acted(At(2 + i), $"act {i}"));

        timeline.Happenings.Count.ShouldBe(Timeline.Kept);
        timeline.From.ShouldBe(At(2));
        timeline.At(At(2)).Pods.ShouldHaveSingleItem();
        timeline.At(At(2)).Nodes.ShouldHaveSingleItem();
    }

    [Fact]
    public void Heartbeats_are_no_history() =>
        Timeline.Empty.Add(new LeaseRenewed(Start, "node-1", TimeSpan.FromSeconds(4))).Happenings.ShouldBeEmpty();

    [Fact]
    public void The_same_happenings_give_the_same_world_live_and_in_the_replay()
    {
        Happening[] happenings = [Node(), Workload(), Seen(Pod(state: PodState.Waiting), 1), Seen(Pod(state: PodState.Starting), 2), Seen(Pod(), 3), new BusTurned(At(4), false)];
        var replayed = happenings.Aggregate(Timeline.Empty, (timeline, happening) => timeline.Add(happening)).At(At(4));
        var live = World(happenings);
        replayed.Pods.ShouldBe(live.Pods);
        replayed.Feed.ShouldBe(live.Feed);
        replayed.BusConnected.ShouldBe(live.BusConnected);
    }
}
