using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Worlds;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Worlds;

public sealed class SentencesTests
{
    public static TheoryData<Happening[], string?> Stories => new()
    {
        { [Seen(Pod(state: PodState.Waiting))], "web abcde is made for web." },
        { [Seen(Pod(state: PodState.Waiting)), Seen(Pod(state: PodState.Waiting, reason: "0 of 3 nodes fit."))], "web abcde waits: 0 of 3 nodes fit." },
        { [Seen(Pod(state: PodState.Waiting)), Seen(Pod(state: PodState.Starting))], "web abcde goes to node-1." },
        { [Seen(Pod(state: PodState.Starting)), Seen(Pod())], "web abcde runs on node-1." },
        { [Seen(Pod(state: PodState.Starting)), Seen(Pod() with { ReadyAt = At(3) })], "web abcde runs on node-1, 3 s after it was declared." },
        { [Seen(Pod()), Seen(Pod())], null },
        { [Seen(Pod()), Seen(Pod(restarts: 1))], "web abcde crashed (exit code 137) and was started again." },
        { [Seen(Pod()), Seen(Pod(state: PodState.Crashed, reason: "exit code 137"))], "web abcde crashed (exit code 137)." },
        { [Seen(Pod(state: PodState.Crashed, reason: "exit code 1")), Seen(Pod(restarts: 1))], "web abcde was started again." },
        { [Seen(Pod(state: PodState.Crashed, reason: "exit code 1")), Seen(Pod(state: PodState.Crashed, reason: "CrashLoopBackOff"))], "web abcde keeps crashing and is given a pause." },
        { [Seen(Pod(state: PodState.Starting)), Seen(Pod(state: PodState.Stuck, reason: "ErrImagePull"))], "web abcde cannot start (ErrImagePull)." },
        { [Seen(Pod()), Seen(Pod(state: PodState.Stopping))], "web abcde is asked to stop." },
        { [Seen(Pod()), new PodGone(Start, "uid-web-abcde", Trigger.Event)], "web abcde is gone." },
        { [new PodGone(Start, "uid-web-abcde", Trigger.Event)], null },
        { [Seen(Pod()), Seen(Pod(state: PodState.Done))], "web abcde has done its work." },
        { [Seen(Pod()), Seen(Pod(state: PodState.Failed, reason: "Evicted"))], "web abcde failed (Evicted)." },
        { [Seen(Pod()), Seen(Pod(state: PodState.Running))], "web abcde does not take work at the moment." },
        { [Node()], "node-1 is part of the cluster." },
        { [Node(), Node(ready: false)], "node-1 is silent: its lease has run out." },
        { [Node(ready: false), Node()], "node-1 is back." },
        { [Node(), new NodeGone(Start, "node-1")], "node-1 has left the cluster." },
        { [Workload()], "web is declared: 1 pod." },
        { [Workload(), Workload(desired: 3)], "web is to have 3 pods instead of 1." },
        { [Workload(), Workload(ready: 0)], null },
        { [Workload(), new WorkloadGone(Start, "ReplicaSet/default/web")], "web is not wanted any more." },
        { [new BusTurned(Start, true)], null },
        { [new BusTurned(Start, true), new BusTurned(Start, false)], "The broker is down: changes are found by resync." },
        { [new BusTurned(Start, false), new Resynced(Start, 1)], "The resync found 1 change that the bus did not tell." },
        { [new BusTurned(Start, false), new Resynced(Start, 3), new Resynced(Start, 1), new BusTurned(Start, true)], "The broker is back. Meanwhile the resync found 4 changes." },
        { [new Resynced(Start, 0)], null },
        { [new ApiTurned(Start, "refused")], "The API server does not answer: what runs keeps running." },
        { [new ApiTurned(Start, "refused"), new ApiTurned(Start, null)], "The API server answers again." },
        { [new IntruderStopped(Start, "node-1", "fake-container")], "fake-container ran on node-1 and nobody had declared it: stopped." },
        { [new Acted(Start, "You stop the broker.")], "You stop the broker." },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void The_last_happening_is_told_in_one_sentence(Happening[] happenings, string? sentence) =>
        (Sentences.About(World(happenings[..^1]), happenings[^1])?.Text).ShouldBe(sentence);

    [Fact]
    public void A_sentence_says_how_its_news_was_learned() =>
        Sentences.About(World(), Seen(Pod(state: PodState.Waiting), trigger: Trigger.Resync))!.Trigger.ShouldBe(Trigger.Resync);
}
