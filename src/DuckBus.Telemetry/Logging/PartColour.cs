namespace DuckBus.Telemetry.Logging;

/// <summary>The colour of a part's lines, so that an audience can follow one part. Always the same for the same name.</summary>
internal static class PartColour
{
    private static readonly string[] Palette = ["\e[32m", "\e[33m", "\e[35m", "\e[36m", "\e[94m", "\e[92m", "\e[93m", "\e[95m", "\e[96m"];

    /// <summary>The escape sequence that turns the colour on.</summary>
    public static string Of(string part) => part switch
    {
        "apiserver" => "\e[94m",
        "scheduler" => "\e[95m",
        "duckbus" => "\e[97m",
        _ when part.StartsWith("kubelet/", StringComparison.Ordinal) => Palette[Number(part) % Palette.Length],
        _ => "\e[36m",
    };

    // node-1, node-2, node-3 are neighbours in the palette; other names fall where their letters say.
    private static int Number(string part) =>
        char.IsAsciiDigit(part[^1]) ? part[^1] - '1' + Palette.Length : part.Sum(c => c);
}
