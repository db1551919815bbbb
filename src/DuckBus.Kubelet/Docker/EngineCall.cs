namespace DuckBus.Kubelet.Docker;

/// <summary>What a call to the engine is called when it is told of.</summary>
internal static class EngineCall
{
    private const int IdLength = 64;
    private const int ShortIdLength = 12;

    /// <summary>The verb and the path without its query, ids as short as <c>docker ps</c> has them: <c>DELETE /containers/0123456789ab</c>.</summary>
    public static string Name(HttpMethod method, string path) =>
        $"{method} /{string.Join('/', path.Split('?')[0].Split('/').Select(Shorten))}";

    /// <summary>
    /// Whether a call looks at or ends one container, whose process may hang for reasons of its own (a dead file server): others can be started
    /// all the same, and the node is none the worse for it. As in Kubernetes, where such a pod stays Terminating.
    /// </summary>
    public static bool IsOfOneContainer(string name) => name.Split('/') is [_, "containers", _] and [.., not ("json" or "create")] or [_, "containers", _, not "start"];

    /// <summary>Whether two calls ask for the same of an object, be it another: what failed for one container is tried again with a new one.</summary>
    public static bool AreAlike(string name, string other) => WithoutObject(name).SequenceEqual(WithoutObject(other));

    private static IEnumerable<string> WithoutObject(string name) => name.Split('/').Where((_, i) => i != 2);

    private static string Shorten(string step) =>
        step.Length == IdLength && step.All(char.IsAsciiHexDigitLower) ? step[..ShortIdLength] : Uri.UnescapeDataString(step);
}
