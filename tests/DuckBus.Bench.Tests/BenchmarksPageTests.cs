using System.Xml.Linq;
using DuckBus.Bench.Reports;

namespace DuckBus.Bench.Tests;

public sealed class BenchmarksPageTests
{
    private static readonly RunFacts Facts = new("abc1234", "a machine", "2026-11-26", Full: false);

    private static readonly Suite Pods = new("pods", "Pods", "How.",
    [
        new Figure { What = "one pod", Unit = "ms", Ours = [240, 250, 260], Rivals = [new Rival("bare Docker", [200, 250, 300]), new Rival("Swarm & co", [500])], Target = new Target(1.0, "bare Docker") },
        new Figure { What = "a node lost", Unit = "ms", Ours = [5_500], Target = new Target(5_000) },
    ]);

    [Fact]
    public void A_new_page_begins_with_what_it_is() => BenchmarksPage.With(null, Pods, Facts).ShouldBe("""
        # Benchmarks

        Median, and from quartile to quartile in brackets. Each figure stands beside a floor (the same work by the bare engine, database, broker or
        web server, or the part of it that cannot be left out) or a peer, measured in the same run, so that the machine cancels out of the ratio: alternately, A B, B A;
        what is idle in the same seconds; one after the other only a lost node and hollow pods, whose floor is made of what they took. Memory and the processor time
        of a part have no floor in the strict sense: what they are held against is said there.

        The page is written by `make bench` (about five minutes) and `make bench-full`; `--peer KUBECONFIG` adds any Kubernetes to the same
        script of `pods`, `writes` and `reads`. `pods` and `idle` start a Docker engine of their own, and so need root, even where Docker works for your user.

        <!-- suite pods -->
        ## Pods

        How.

        ![Pods](benchmarks/pods.svg)

        | | DuckBus | against | ratio | target |
        |---|---|---|---|---|
        | one pod | 250 ms (245–255) | bare Docker 250 ms (225–275) | 1.00 × | ≤ 1.00 × ✓ |
        |  |  | Swarm & co 500 ms | 0.50 × |  |
        | a node lost | 5,500 ms | | | ≤ 5,000 ms ✗ |

        `make bench`, 2026-11-26, commit abc1234, a machine
        <!-- end of pods -->

        """);

    [Fact]
    public void A_section_is_replaced_and_all_else_stays()
    {
        var page = BenchmarksPage.With(BenchmarksPage.With(null, Pods with { Name = "bus", Title = "Bus" }, Facts), Pods, Facts) + "\nWritten by hand.\n";
        var next = BenchmarksPage.With(page, Pods with { Text = "Otherwise." }, Facts with { Full = true });
        next.ShouldContain("<!-- suite bus -->\n## Bus\n\nHow.");
        next.ShouldContain("<!-- suite pods -->\n## Pods\n\nOtherwise.");
        next.ShouldContain("`make bench-full`");
        next.ShouldEndWith("<!-- end of pods -->\n\nWritten by hand.\n");
        BenchmarksPage.With(next, Pods with { Text = "Otherwise." }, Facts with { Full = true }).ShouldBe(next);
    }

    [Fact]
    public void An_introduction_of_an_older_bench_is_replaced()
    {
        var page = BenchmarksPage.With(null, Pods, Facts);
        var older = "# Benchmarks\n\nEach figure has a floor.\n\n" + page[page.IndexOf("<!-- suite", StringComparison.Ordinal)..];
        BenchmarksPage.With(older, Pods, Facts).ShouldBe(page);
    }

    [Fact]
    public void The_plot_is_an_svg_with_a_bar_for_each_contender_of_figures_that_have_any()
    {
        var svg = XDocument.Parse(BarChart.Draw(Pods));
        var name = svg.Root!.Name.Namespace;
        var bars = svg.Descendants(name + "rect").Where(rect => (string?)rect.Attribute("class") != "paper").ToList();
        bars.Select(bar => (string?)bar.Attribute("class")).ShouldBe(["ours", "rival", "rival"]);
        double Length(XElement bar) => double.Parse((string)bar.Attribute("width")!, System.Globalization.CultureInfo.InvariantCulture);
        Length(bars[2]).ShouldBe(2 * Length(bars[0]), tolerance: 0.2);
        svg.Descendants(name + "text").Select(text => text.Value).ShouldContain("Swarm & co");
    }
}
