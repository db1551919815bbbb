using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Stages;
using DuckBus.Dashboard.Views;
using DuckBus.Dashboard.Worlds;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DuckBus.Dashboard.Pages;

/// <summary>The page: what is seen, what is chosen, and what keys and buttons do. What is drawn is made by <see cref="StageViews"/>.</summary>
public sealed partial class Stage
{
    private const int PlaySpeed = 2;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TwiceWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MessageStays = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SaidEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource leaving = new();
    private DotNetObjectReference<Stage>? self;
    private PodFacts? open;
    private DateTimeOffset? moment;
    private DateTimeOffset resetAsked;
    private DateTimeOffset saidAt;
    private string? chosen;
    private string? message;
    private DateTimeOffset messageAt;
    private string? said;
    private bool showHelp;
    private bool playing;

    [Inject]
    private DashboardOptions Options { get; set; } = null!;

    [Inject]
    private Observatory Observatory { get; set; } = null!;

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private StageView View { get; set; } = null!;

    private bool IsReplay => moment is not null;

    private World Shown => moment is { } at ? Observatory.Timeline.At(at) : Observatory.Latest.World;

    private IReadOnlyList<StageButton> Buttons => StageButtons.Of(Observatory.World, View, Acts.WhyNot, IsReplay, Observatory.Now - resetAsked < TwiceWithin);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Observatory.Changed -= OnChanged;
        await leaving.CancelAsync();
        leaving.Dispose();
        self?.Dispose();
    }

    /// <summary>A key was pressed anywhere on the page.</summary>
    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "?": showHelp = !showHelp; break;
            case "Escape" when showHelp: showHelp = false; break;
            case "Escape" when open is not null: Close(); break;
            case "Escape": Move(null); break;
            case "p" when IsReplay: await Play(); break;
            case "k" when open is not null && !IsReplay: await Kill(open); break;
            default:
                if (Buttons.FirstOrDefault(button => button.Keys.Contains(key)) is { } pressed) await Press(pressed);
                break;
        }

        StateHasChanged();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Draw();
        Observatory.Changed += OnChanged;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        await Script.InvokeVoidAsync("duckbus.attach", leaving.Token, self);
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        if (leaving.IsCancellationRequested) return;
        Draw();
        StateHasChanged();
    });

    private void Draw()
    {
        if (Observatory.Now - messageAt > MessageStays) message = null;
        View = moment is null ? StageViews.Of(Observatory.Latest, Options.Sync, TimeZoneInfo.Local) : StageViews.Replay(Shown, TimeZoneInfo.Local);
        if (open is not null) open = Shown.Pods.GetValueOrDefault(open.Uid)?.Facts ?? open with { State = PodState.Gone };
        if (View.Feed.Count == 0 || Observatory.Now - saidAt < SaidEvery || said == View.Feed[0].Text) return;
        (said, saidAt) = (View.Feed[0].Text, Observatory.Now);
    }

    private void Open(string uid)
    {
        if (Shown.Pods.GetValueOrDefault(uid)?.Facts is { } pod) open = open?.Uid == uid ? null : pod;
    }

    private void Close() => open = null;

    private void Choose(string key) => chosen = key;

    private void Move(DateTimeOffset? to)
    {
        moment = to;
        playing &= to is not null;
        Draw();
    }

    private Task Play()
    {
        playing = !playing && IsReplay;
        if (playing) _ = PlayAsync();
        return Task.CompletedTask;
    }

    /// <summary>Lets the past run until it has become the present.</summary>
    private async Task PlayAsync()
    {
        while (playing && !leaving.IsCancellationRequested)
        {
            Move(moment is { } at && at + PlaySpeed * Frame < Observatory.Now ? at + PlaySpeed * Frame : null);
            StateHasChanged();
            await Task.Delay(Frame, Time);
        }
    }

    private IReadOnlyList<Sentence> StoryOf(PodFacts pod) => [.. Shown.Feed.Where(sentence => sentence.PodUid == pod.Uid)];

    private Task Scale(WorkloadFacts workload, int by) => Do(Acts.ScaleAsync(workload, workload.Desired + by, leaving.Token));

    private Task Kill(PodFacts pod) => Do(Acts.KillAsync(pod, leaving.Token));

    private Task SwitchNode(string node) => Do(Acts.SwitchNodeAsync(node, Observatory.World.Nodes.GetValueOrDefault(node)?.Facts?.Ready == false, leaving.Token));

    private Task Press(StageButton button)
    {
        if (button.WhyNot is null) return Act(button.Act);
        Say(button.WhyNot);
        return Task.CompletedTask;
    }

    private async Task Act(string act)
    {
        var world = Observatory.World;
        if (act == StageButtons.Reset && Observatory.Now - resetAsked >= TwiceWithin)
        {
            resetAsked = Observatory.Now;
            Say("Press R once more to remove all that is declared.");
            return;
        }

        resetAsked = default;
        await Do(act switch
        {
            StageButtons.Declare => Acts.DeclareAsync(leaving.Token),
            StageButtons.More or StageButtons.Fewer when StageButtons.Scaled(world, chosen) is { } workload =>
                Acts.ScaleAsync(workload, workload.Desired + (act == StageButtons.More ? 1 : -1), leaving.Token),
            StageButtons.Kill when StageButtons.Victim(world, open) is { } pod => Acts.KillAsync(pod, leaving.Token),
            StageButtons.Node when StageButtons.SwitchedNode(world) is { } node => Acts.SwitchNodeAsync(node.Name, !node.Ready, leaving.Token),
            StageButtons.Broker => Acts.SwitchBrokerAsync(world.BusConnected == false, leaving.Token),
            StageButtons.Intruder when StageButtons.HostOfIntruder(world) is { } node => Acts.AddIntruderAsync(node, leaving.Token),
            StageButtons.Reset => Acts.ResetAsync(leaving.Token),
            _ => Task.FromResult<string?>("There is nothing to do that to."),
        });
    }

    private async Task Do(Task<string?> act)
    {
        Say(null);
        Say(await act);
        Draw();
    }

    private void Say(string? words) => (message, messageAt) = (words, Observatory.Now);
}
