using System.Text.RegularExpressions;

namespace DuckBus.Scenes.Nodes;

/// <summary>Nodes that are files: what a node runs is the lines of its file.</summary>
/// <param name="directory">Where the files are.</param>
internal sealed partial class FileHands(string directory) : INodeHands
{
    private const string Suffix = "_running.txt";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public async Task<IReadOnlyList<OnNode>> RunningAsync(CancellationToken stop)
    {
        var all = new List<OnNode>();
        foreach (var file in Directory.Exists(directory) ? Directory.GetFiles(directory, "*" + Suffix) : [])
            all.AddRange((await LinesAsync(file, stop)).Select(line => new OnNode(Path.GetFileName(file)[..^Suffix.Length], Declared(line), line)));
        return all;
    }

    public string IntrudeCommand(string node, string name) => $"echo {name} >> {FileOf(node)}";

    public async Task<string> IntrudeAsync(string node, string name, CancellationToken stop)
    {
        await File.AppendAllTextAsync(FileOf(node), name + "\n", stop);
        return name;
    }

    public string CrashCommand(OnNode container) => $"sed -i /{container.Id}/d {FileOf(container.Node)}";

    public Task CrashAsync(OnNode container, CancellationToken stop) =>
        ReplaceAsync(FileOf(container.Node), lines => lines.Where(line => line != container.Id), stop);

    public async Task ClearAsync(Func<string, bool> which, CancellationToken stop)
    {
        foreach (var left in (await RunningAsync(stop)).Where(container => which(container.Name))) await CrashAsync(left, stop);
    }

    public Task CutPowerAsync(string node, CancellationToken stop) => ReplaceAsync(FileOf(node), _ => [], stop);

    /// <summary>The declared name in the line of a pod: <c>nginx</c> in <c>nginx-6d4cf56db6-x7k2p</c>.</summary>
    internal static string Declared(string line) => PodName().Match(line) is { Success: true } pod ? pod.Groups["name"].Value : line;

    private string FileOf(string node) => Path.Combine(directory, node + Suffix);

    // As an editor does it: written beside the file, and moved over it.
    private static async Task ReplaceAsync(string file, Func<IEnumerable<string>, IEnumerable<string>> change, CancellationToken stop)
    {
        var beside = file + ".hand";
        await File.WriteAllTextAsync(beside, string.Concat(change(await LinesAsync(file, stop)).Select(line => line + "\n")), stop);
        File.Move(beside, file, overwrite: true);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(string file, CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
            try
            {
                return [.. (await File.ReadAllLinesAsync(file, stop)).Where(line => line.Length > 0)];
            }
            catch (IOException) when (tries < 50)
            {
                // It is being replaced at this moment.
                await Task.Delay(Look, stop);
            }
    }

    [GeneratedRegex("^(?<name>.+?)(-[a-z0-9]{8,10})?-[a-z0-9]{5}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PodName();
}
