using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Files;

/// <summary>
/// How a container is written in the node's file. A container named after its pod, as <c>nginx</c> in <c>nginx-x7k2p</c>, is
/// written as the pod: <c>nginx-x7k2p</c>. Any other is <c>pod/container</c>. Outside the namespace default, the namespace and
/// a colon come first: <c>shop:nginx-x7k2p</c>. Where that line is taken already, a number follows: <c>nginx-x7k2p#2</c>.
/// </summary>
internal static class FileLine
{
    /// <summary>The line of a container.</summary>
    /// <param name="pod">Its pod.</param>
    /// <param name="container">Its name in the pod.</param>
    /// <param name="taken">Whether another container has that line.</param>
    public static string Of(PodIdentity pod, string container, Func<string, bool> taken)
    {
        var ns = pod.Namespace == "default" ? "" : pod.Namespace + ":";
        var named = pod.Name == container || pod.Name.StartsWith(container + "-", StringComparison.Ordinal);
        var line = ns + pod.Name + (named ? "" : "/" + container);
        if (named && taken(line))
            line = $"{ns}{pod.Name}/{container}";
        var free = line;
        for (var number = 2; taken(free); number++)
            free = $"{line}#{number}";
        return free;
    }

    /// <summary>Whether a line is a container of this pod.</summary>
    public static bool IsOf(string line, string ns, string pod)
    {
        var start = (ns == "default" ? "" : ns + ":") + pod;
        return line.StartsWith(start, StringComparison.Ordinal) && (line.Length == start.Length || line[start.Length] is '/' or '#');
    }
}
