using System.Globalization;
using Spectre.Console;

namespace DuckBus.Scenes.Story;

/// <summary>Puts a story on the projector: short lines, one thing each, the same marks throughout.</summary>
internal sealed class Narrator(IAnsiConsole console)
{
    private const int ClaimWidth = 66;
    private const int TableWidth = 110;

    /// <summary>A scene begins.</summary>
    public void Title(int number, string name, string title)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold yellow]{number}. {Markup.Escape(name)}[/]  [bold]{Markup.Escape(title)}[/]").LeftJustified().RuleStyle("yellow"));
    }

    /// <summary>An act begins.</summary>
    public void Act(int number, string title)
    {
        console.WriteLine();
        Line($"[bold cyan]{number}[/]  [bold]{Markup.Escape(title)}[/]");
    }

    /// <summary>A sentence.</summary>
    public void Say(string text) => Line("   " + Markup.Escape(text));

    /// <summary>What the audience waits for.</summary>
    public void Preparing(string text) => Line($"   [dim]⏳ {Markup.Escape(text)}[/]");

    /// <summary>What to look at.</summary>
    public void Look(string text) => Line($"   [bold yellow]👀 {Markup.Escape(text)}[/]");

    /// <summary>What one would type to do the same.</summary>
    public void Command(string command) => Line($"   [green]$ {Markup.Escape(command)}[/]");

    /// <summary>What a program said.</summary>
    public void Quote(string line) => Line($"   [dim]│ {Markup.Escape(line)}[/]");

    /// <summary>A claim holds.</summary>
    public void Holds(string claim, TimeSpan after)
    {
        var time = after < TimeSpan.FromMilliseconds(50) ? "" : $"[dim]{Seconds(after)}[/]";
        Line($"   [bold green]✓[/] {Markup.Escape(claim.PadRight(time.Length == 0 ? 0 : ClaimWidth))} {time}".TrimEnd());
    }

    /// <summary>A claim does not hold.</summary>
    public void Fails(string claim, string seen)
    {
        Line($"   [bold red]✗ {Markup.Escape(claim)}[/]");
        foreach (var line in seen.Split('\n'))
            Line($"     [red]{Markup.Escape(line)}[/]");
    }

    /// <summary>A time, and the classic design's beside it.</summary>
    public void Measured(string what, TimeSpan took, string? beside) => Line(
        $"   [bold magenta]⏱ {Markup.Escape(what)}  {Seconds(took)}[/]{(beside is null ? "" : $"  [dim]{Markup.Escape(beside)}[/]")}");

    /// <summary>The last line of a scene.</summary>
    public void End(bool well, string text)
    {
        console.WriteLine();
        Line(well ? $"[bold green]✓ {Markup.Escape(text)}[/]" : $"[bold red]✗ {Markup.Escape(text)}[/]");
    }

    /// <summary>Waits for Enter, or for the end of the show.</summary>
    public void Wait(string text, CancellationToken stop)
    {
        console.WriteLine();
        console.Markup($"[dim]   ⏎ {Markup.Escape(text)}[/]");
        var pressed = new ManualResetEventSlim();
        new Thread(() =>
        {
            Console.ReadLine();
            pressed.Set();
        })
        { IsBackground = true, Name = "Enter" }.Start();
        pressed.Wait(stop);
    }

    /// <summary>A table.</summary>
    public void Show(Table table)
    {
        console.WriteLine();
        var width = console.Profile.Width;
        console.Profile.Width = Math.Max(width, TableWidth);
        console.Write(table);
        console.Profile.Width = width;
    }

    /// <summary>Seconds, with as many digits as a person reads.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds < 1
        ? time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms"
        : time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    // Never wrapped: a command that is broken over two lines cannot be copied.
    private void Line(string markup)
    {
        var width = console.Profile.Width;
        console.Profile.Width = int.MaxValue / 4;
        console.MarkupLine(markup);
        console.Profile.Width = width;
    }
}
