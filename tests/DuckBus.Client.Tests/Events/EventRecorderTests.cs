using DuckBus.Client.Events;
using DuckBus.Model.Core;
using DuckBus.Testing;
using Microsoft.Extensions.Logging;
using static DuckBus.Client.Tests.Pods;

namespace DuckBus.Client.Tests.Events;

public sealed class EventRecorderTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly FakeApi api = new();
    private readonly ManualTimeProvider time = new();
    private readonly LogLines logs = new();

    [Fact]
    public async Task An_event_says_who_reports_what_about_which_object()
    {
        await using (var recorder = Recorder()) recorder.Warning(Pod("web", 4), "FailedScheduling", "0/3 nodes fit");

        var written = api.All<Event>("default").ShouldHaveSingleItem();
        written.Type.ShouldBe("Warning");
        written.Reason.ShouldBe("FailedScheduling");
        written.Message.ShouldBe("0/3 nodes fit");
        written.InvolvedObject.Kind.ShouldBe("Pod");
        written.InvolvedObject.Uid.ShouldBe("u1");
        written.Source!.Component.ShouldBe("scheduler");
        written.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_repeats_is_counted_up_in_one_event()
    {
        await using (var recorder = Recorder())
            for (var i = 0; i < 5; i++) recorder.Normal(Pod("web", i), "Pulled", "image is there");

        api.All<Event>("default").ShouldHaveSingleItem().Count.ShouldBe(5);
    }

    [Fact]
    public async Task Another_message_or_another_uid_is_another_event()
    {
        await using (var recorder = Recorder())
        {
            recorder.Normal(Pod("web", 1), "Pulled", "one");
            recorder.Normal(Pod("web", 1), "Pulled", "two");
            recorder.Normal(Pod("web", 2, "u2"), "Pulled", "one");
        }

        api.All<Event>("default").Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_object_that_reports_too_much_is_cut_short()
    {
        await using (var recorder = Recorder())
            for (var i = 0; i < 100; i++) recorder.Normal(Pod("web", 1), "Noise", $"{i}");

        api.All<Event>("default").Count.ShouldBe(25);
    }

    [Fact]
    public async Task Events_wait_for_an_API_server_that_is_away()
    {
        api.IsDown = true;
        await using var recorder = Recorder();
        recorder.Normal(Pod("web", 1), "Started", "it runs");
        await Eventually.Async("it was tried", Deadline, () => !api.Calls.IsEmpty && time.PendingTimers > 0);

        api.IsDown = false;
        time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.Async("it is written", Deadline, () => api.All<Event>("default").Count == 1);
    }

    [Fact]
    public async Task Recording_never_throws_and_never_waits()
    {
        api.IsDown = true;
        await using var recorder = Recorder();
        for (var i = 0; i < 3_000; i++) recorder.Normal(Pod($"pod-{i}", 1, $"u{i}"), "Noise", "x");
        logs.Of(LogLevel.Warning).ShouldNotBeEmpty();
    }

    public void Dispose()
    {
        api.Dispose();
        logs.Dispose();
    }

    private EventRecorder Recorder() => new(api.Client, "scheduler", null, time, new Logger<EventRecorder>(logs));
}
