using DuckBus.Bench.Reports;

namespace DuckBus.Bench.Tests;

public sealed class FigureTests
{
    private static readonly Rival Floor = new("floor", [90, 100, 110]);

    [Theory]
    [InlineData(new double[] { 3 }, 0.5, 3)]
    [InlineData(new double[] { 1, 3 }, 0.5, 2)]
    [InlineData(new double[] { 4, 1, 3, 2, 5 }, 0.25, 2)]
    [InlineData(new double[] { 4, 1, 3, 2, 5 }, 1, 5)]
    public void Quantiles(double[] values, double q, double expected) => Statistics.Quantile(values, q).ShouldBe(expected);

    [Theory]
    [InlineData(new double[] { 240, 231, 252 }, "ms", "240 ms (236–246)")]
    [InlineData(new double[] { 12_345.6 }, "/s", "12,346/s")]
    [InlineData(new double[] { 1.234 }, "% of a core", "1.23 % of a core")]
    public void Median_and_spread(double[] values, string unit, string expected) => Statistics.Show(values, unit).ShouldBe(expected);

    [Theory]
    [InlineData(110, false, 1.1, true)]
    [InlineData(111, false, 1.1, false)]
    [InlineData(70, true, 0.7, true)]
    [InlineData(69, true, 0.7, false)]
    public void A_target_against_a_rival_is_a_ratio(double ours, bool more, double target, bool met) =>
        new Figure { What = "it", Unit = "ms", MoreIsBetter = more, Ours = [ours], Rivals = [Floor], Target = new Target(target, "floor") }.Met.ShouldBe(met);

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_target_against_nothing_is_the_figure_itself(double ours, bool met) =>
        new Figure { What = "it", Unit = "ms", Ours = [ours], Rivals = [Floor], Target = new Target(10) }.Met.ShouldBe(met);

    [Fact]
    public void A_target_whose_rival_was_not_measured_is_not_missed() =>
        new Figure { What = "it", Unit = "ms", Ours = [1_000], Target = new Target(1, "floor") }.Met.ShouldBeTrue();
}
