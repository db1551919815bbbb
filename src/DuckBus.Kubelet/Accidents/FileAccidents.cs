using DuckBus.Kubelet.Files;

namespace DuckBus.Kubelet.Accidents;

/// <summary>Accidents on nodes that are files: a line that is taken out, a line that is written.</summary>
/// <param name="directory">Where the nodes' files are.</param>
/// <param name="time">The clock.</param>
public sealed class FileAccidents(string directory, TimeProvider time) : IAccidents
{
    /// <inheritdoc />
    public async Task<int> KillAsync(string node, string ns, string pod, CancellationToken cancellationToken)
    {
        var file = FileOf(node);
        var lines = (await file.ReadAsync([], cancellationToken)).Where(line => FileLine.IsOf(line, ns, pod)).ToList();
        foreach (var line in lines) await file.RemoveAsync(line, cancellationToken);
        return lines.Count;
    }

    /// <inheritdoc />
    public Task IntrudeAsync(string node, string name, CancellationToken cancellationToken) => FileOf(node).AddAsync(name, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        // Files need no connection.
    }

    private NodeFile FileOf(string node) => new(Path.Combine(directory, node + "_running.txt"), time);
}
