namespace DuckBus.Dashboard.Views;

/// <summary>How the nodes are laid out and how large a square is, so that everything fits on one screen. Pure.</summary>
/// <param name="Columns">Nodes side by side.</param>
/// <param name="Square">The side of a square, in rem.</param>
public sealed record Layout(int Columns, double Square)
{
    // The room for nodes on a stage of 96 by 54 rem, and what a box takes for its border and its head.
    private const double Width = 57;
    private const double Height = 30.5;
    private const double BoxWidth = 1.9;
    private const double BoxHeight = 4.4;
    private const double Gap = 0.4;
    private static readonly double[] Squares = [6.6, 5.6, 4.8, 4, 3.4, 2.9, 2.4, 2, 1.7, 1.4, 1.15, 0.95];

    /// <summary>Whether a square has room for a name.</summary>
    public bool HasNames => Square >= 3.4;

    /// <summary>Whether a square has room for the end of the pod's name too.</summary>
    public bool HasSuffixes => Square >= 4.8;

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
        var (width, height) = ((Width - (columns - 1) * Gap) / columns - BoxWidth, (Height - (rows - 1) * Gap) / rows - BoxHeight);
        var square = Squares.FirstOrDefault(side => Fit(width, side) * Fit(height, side) >= mostPods, Squares[^1]);
        return new Layout(columns, square);
    }

    private static int Fit(double room, double side) => (int)((room + Gap) / (side + Gap));
}
