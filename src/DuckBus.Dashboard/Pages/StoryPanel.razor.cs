using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Stories;
using DuckBus.Dashboard.Views;
using DuckBus.Dashboard.Worlds;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Components;

namespace DuckBus.Dashboard.Pages;

/// <summary>The story of one pod: its events, its log, its YAML, its traces. Looked at anew every two seconds while it is open.</summary>
public sealed partial class StoryPanel : IDisposable
{
    private const string Events = "Events";
    private const string Log = "Log";
    private const string Yaml = "YAML";
    private const string Trace = "Trace";
    private static readonly string[] Tabs = [Events, Log, Yaml, Trace];
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<Event> events = [];
    private IReadOnlyList<Waterfall> traces = [];
    private (string Look, string Sign, string Words) look;
    private string tab = Events;
    private string text = "";
    private string? uid;

    /// <summary>Whose story it is.</summary>
    [Parameter, EditorRequired]
    public PodFacts Pod { get; set; } = null!;

    /// <summary>What the feed told about it.</summary>
    [Parameter]
    public IReadOnlyList<Sentence> Sentences { get; set; } = [];

    /// <summary>The story is to be closed.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The pod is to be killed.</summary>
    [Parameter]
    public EventCallback OnKill { get; set; }

    /// <summary>Why it cannot be killed; null if it can.</summary>
    [Parameter]
    public string? WhyNotKill { get; set; }

    [Inject]
    private DashboardOptions Options { get; set; } = null!;

    [Inject]
    private StoryTeller Teller { get; set; } = null!;

    [Inject]
    private Observatory Observatory { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IReadOnlyList<StoryLine> Lines => StoryLines.Of(Sentences, events, TimeZoneInfo.Local);

    /// <inheritdoc />
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized() => _ = RefreshAsync();

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        look = Looks.Of(Pod.State);
        if (uid == Pod.Uid) return;
        uid = Pod.Uid;
        await LoadAsync();
    }

    private async Task Show(string name)
    {
        tab = name;
        text = "…";
        await LoadAsync();
    }

    private async Task RefreshAsync()
    {
        using var timer = new PeriodicTimer(Refresh, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(leaving.Token))
            {
                await LoadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The story was closed.
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            switch (tab)
            {
                case Events: events = await Teller.EventsAsync(Pod, leaving.Token); break;
                case Log: text = await Teller.LogAsync(Pod, leaving.Token); break;
                case Yaml: text = Teller.Yaml(Pod); break;
                default: traces = Teller.Traces(Pod); break;
            }
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException)
        {
            // What is shown stays; that the API server is gone is told above.
        }
    }
}
