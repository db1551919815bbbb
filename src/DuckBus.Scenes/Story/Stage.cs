using System.Diagnostics.CodeAnalysis;
using DuckBus.Scenes.Clusters;

namespace DuckBus.Scenes.Story;

/// <summary>What a scene tells its story with. Each claim is waited for, and a scene ends with the first that does not come true.</summary>
/// <param name="narrator">Where the story is shown.</param>
/// <param name="options">How it is played.</param>
/// <param name="theatre">Who plays.</param>
/// <param name="time">The clock.</param>
/// <param name="stop">Ends the show.</param>
internal sealed class Stage(Narrator narrator, SceneOptions options, Theatre theatre, TimeProvider time, CancellationToken stop)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private readonly List<Measurement> measurements = [];
    private int acts;

    /// <summary>How the scene is played.</summary>
    public SceneOptions Options => options;

    /// <summary>Where the clusters are.</summary>
    public Theatre Theatre => theatre;

    /// <summary>How many claims held.</summary>
    public int Claims { get; private set; }

    /// <summary>What was measured.</summary>
    public IReadOnlyList<Measurement> Measurements => measurements;

    /// <summary>Shows things that are no sentences.</summary>
    public Narrator Narrator => narrator;

    /// <summary>The words in the language of the audience.</summary>
    public string In(Text text) => text.In(options.French);

    /// <summary>An act begins; with <c>--step</c> when the speaker presses Enter.</summary>
    public void Act(Text title)
    {
        if (options.Step) narrator.Wait(In(("Enter for the next act", "Entrée pour l'acte suivant")), stop);
        narrator.Act(++acts, In(title));
    }

    /// <summary>A short sentence.</summary>
    public void Say(Text text) => narrator.Say(In(text));

    /// <summary>What to look at.</summary>
    public void Look(Text text) => narrator.Look(In(text));

    /// <summary>What one would type to do what comes now.</summary>
    public void Command(string command) => narrator.Command(command);

    /// <summary>What a program said.</summary>
    public void Quote(string line) => narrator.Quote(line);

    /// <summary>A time that was measured, beside what the classic polling design needs.</summary>
    public void Measure(Text what, TimeSpan took, TimeSpan? classic = null)
    {
        var measured = new Measurement(In(what), took, classic);
        measurements.Add(measured);
        narrator.Measured(measured.What, took, Beside(classic));
    }

    /// <summary>Something is so, now.</summary>
    /// <param name="claim">What.</param>
    /// <param name="holds">Whether it is.</param>
    /// <param name="seen">What is the case instead.</param>
    public void Claim(Text claim, bool holds, string seen = "")
    {
        if (!holds) Fail(claim, seen);
        Claims++;
        narrator.Holds(In(claim), TimeSpan.Zero);
    }

    /// <summary>Something comes true.</summary>
    /// <param name="claim">What.</param>
    /// <param name="look">Looks, and returns null if it is true, else what it saw.</param>
    /// <param name="within">How long to wait.</param>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> ClaimAsync(Text claim, Func<Task<string?>> look, TimeSpan? within = null)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var seen = await SeenAsync(look);
            var waited = time.GetElapsedTime(since);
            if (seen is null)
            {
                Claims++;
                narrator.Holds(In(claim), waited);
                return waited;
            }

            if (waited > (within ?? Patience)) Fail(claim, $"{In(("not within", "pas en"))} {Narrator.Seconds(within ?? Patience)}: {seen}");
            await Task.Delay(Glance, time, stop);
        }
    }

    /// <summary>The clock of a measurement.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>The time since <see cref="Now"/>.</summary>
    public TimeSpan Since(long then) => time.GetElapsedTime(then);

    /// <summary>What the classic design needs, in words.</summary>
    public string? Beside(TimeSpan? classic) =>
        classic is { } needs ? In(($"classic polling design: {needs.TotalSeconds:0} s", $"design classique par polling : {needs.TotalSeconds:0} s")) : null;

    private async Task<string?> SeenAsync(Func<Task<string?>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (!stop.IsCancellationRequested && e is HttpRequestException or TaskCanceledException or ApiRefusedException or IOException)
        {
            return e.Message;
        }
    }

    [DoesNotReturn]
    private void Fail(Text claim, string seen)
    {
        narrator.Fails(In(claim), seen);
        throw new ClaimFailedException($"{In(claim)}: {seen}");
    }
}
