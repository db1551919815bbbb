namespace DuckBus.Dashboard.Views;

/// <summary>How the nodes are laid out and how large a square is, so that everything fits on one screen. Pure.</summary>
/// <param name="Columns">Nodes side by side.</param>
/// <param name="Square">The side of a square, in rem.</param>
public sealed record Layout(int Columns, double Square)
{
    // The room for nodes on a stage of 96 by 54 rem, and what a box takes for its border and its head.
    private const double Width = 55.4;
    private const double Height = 36;
    private const double BoxGap = 0.8;
    private static readonly double[] Squares = [9.6, 8.4, 7.4, 6.6, 5.6, 4.8, 4, 3.4, 2.9, 2.4, 2, 1.7, 1.45, 1.2, 1];

    /// <summary>Whether a square has room for a name.</summary>
    public bool HasNames => Square >= 3.4;

    /// <summary>Whether a square has room for the end of the pod's name too.</summary>
    public bool HasSuffixes => Square >= 4.8;

    /// <summary>Whether there are so many nodes that their heads must be small.</summary>
    public bool IsCompact => Columns >= CompactFrom;

    /// <summary>The room between two squares, in rem.</summary>
    public double Gap => GapOf(Square);

    /// <summary>The layout for that many nodes with that many pods on the fullest.</summary>
    public static Layout For(int nodes, int mostPods)
    {
        var columns = nodes switch
        {
            <= 3 => Math.Max(1, nodes),
            4 => 2,
            <= 6 => 3,
            <= 12 => 4,
            <= 20 => 5,
            _ => 6,
        };
        var rows = Math.Max(1, (nodes + columns - 1) / columns);
        var (border, head) = columns >= CompactFrom ? (1.3, 3.2) : (1.9, 4.4);
        var width = (Width - (columns - 1) * BoxGap) / columns - border;
        var height = (Height - (rows - 1) * BoxGap) / rows - head;
        return new Layout(columns, Squares.FirstOrDefault(side => Fit(width, side) * Fit(height, side) >= mostPods, Squares[^1]));
    }

    private const int CompactFrom = 4;

    private static double GapOf(double square) => square < 3 ? 0.25 : 0.4;

    private static int Fit(double room, double side) => (int)((room + GapOf(side)) / (side + GapOf(side)));
}
