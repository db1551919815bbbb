namespace DuckBus.Kubelet.Files;

/// <summary>The file of lines that says what a node runs. People edit it while we do.</summary>
/// <param name="path">Where it is.</param>
/// <param name="time">For the moment that a half-written file is given.</param>
internal sealed class NodeFile(string path, TimeProvider time)
{
    private const int MostLooks = 20;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(40);

    /// <summary>
    /// The lines, without blanks, each once. Editors empty or rename a file before they write it, so what differs from the
    /// expected is believed when it is seen twice.
    /// </summary>
    public async Task<IReadOnlyList<string>> ReadAsync(IReadOnlyCollection<string> expected, CancellationToken cancellationToken)
    {
        var lines = await LookAsync(cancellationToken);
        for (var look = 0; look < MostLooks && !expected.ToHashSet(StringComparer.Ordinal).SetEquals(lines); look++)
        {
            await Task.Delay(Moment, time, cancellationToken);
            var again = await LookAsync(cancellationToken);
            if (again.SequenceEqual(lines))
                break;
            lines = again;
        }
        return lines;
    }

    /// <summary>Adds a line at the end unless it is there. Appending keeps what somebody else appends at the same moment.</summary>
    public async Task AddAsync(string line, CancellationToken cancellationToken)
    {
        if ((await LookAsync(cancellationToken)).Contains(line))
            return;
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var separator = "";
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            separator = file.ReadByte() == '\n' ? "" : "\n";
        }
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(separator + line + "\n"), cancellationToken);
    }

    /// <summary>Takes a line out, if it is there; readers see the file before or after, never half.</summary>
    public async Task RemoveAsync(string line, CancellationToken cancellationToken)
    {
        var lines = await LookAsync(cancellationToken);
        if (lines.Contains(line))
            await AtomicFile.WriteAsync(path, string.Concat(lines.Where(l => l != line).Select(l => l + "\n")), cancellationToken);
    }

    /// <summary>Makes the file if it is not there.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        File.Exists(path) ? Task.CompletedTask : AtomicFile.WriteAsync(path, "", cancellationToken);

    private async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken) =>
        await AtomicFile.ReadAsync(path, cancellationToken) is { } text
            ? [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Distinct()]
            : [];
}
