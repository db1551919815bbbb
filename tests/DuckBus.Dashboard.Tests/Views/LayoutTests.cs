using DuckBus.Dashboard.Views;

namespace DuckBus.Dashboard.Tests.Views;

public sealed class LayoutTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 3, 3)]
    [InlineData(4, 10, 2)]
    [InlineData(6, 10, 3)]
    [InlineData(12, 25, 4)]
    [InlineData(20, 5, 5)]
    public void Nodes_stand_in_few_columns(int nodes, int pods, int columns) => Layout.For(nodes, pods).Columns.ShouldBe(columns);

    [Fact]
    public void Few_pods_have_names_that_can_be_read_from_the_last_row()
    {
        Layout.For(3, 3).HasSuffixes.ShouldBeTrue();
        Layout.For(3, 12).HasNames.ShouldBeTrue();
    }

    [Fact]
    public void Three_hundred_pods_on_twelve_nodes_fit_on_one_screen() => Layout.For(12, 25).Square.ShouldBeGreaterThanOrEqualTo(1.4);

    [Fact]
    public void More_pods_never_make_squares_larger()
    {
        foreach (var nodes in Enumerable.Range(1, 30))
            Enumerable.Range(0, 120).Select(pods => Layout.For(nodes, pods).Square).ShouldBeInOrder(SortDirection.Descending);
    }
}
