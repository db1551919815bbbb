namespace DuckBus.Scenes.Clusters;

/// <summary>The output of all programs that the scenes started, in one file, for whoever asks why.</summary>
internal sealed class ChildLog(string? file) : IDisposable
{
    private readonly TextWriter writer = TextWriter.Synchronized(file is null ? TextWriter.Null : new StreamWriter(file, append: true) { AutoFlush = true });

    public void Write(string line) => writer.WriteLine(line);

    public void Dispose() => writer.Dispose();
}
