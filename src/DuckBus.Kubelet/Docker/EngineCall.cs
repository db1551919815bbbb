namespace DuckBus.Kubelet.Docker;

/// <summary>What a call to the engine is called when it is told of.</summary>
internal static class EngineCall
{
    private const int IdLength = 64;
    private const int ShortIdLength = 12;

    /// <summary>The verb and the path without its query, ids as short as <c>docker ps</c> has them: <c>DELETE /containers/0123456789ab</c>.</summary>
    public static string Name(HttpMethod method, string path) =>
        $"{method} /{string.Join('/', path.Split('?')[0].Split('/').Select(Shorten))}";

    private static string Shorten(string step) =>
        step.Length == IdLength && step.All(char.IsAsciiHexDigitLower) ? step[..ShortIdLength] : Uri.UnescapeDataString(step);
}
