using System.Text.Json;
using DuckBus.Model.Json;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Local;

/// <summary>
/// The checkpoint as a file that only its owner can read (it holds secrets). A new one takes the old one's place at once
/// or not at all.
/// </summary>
/// <param name="directory">Where the file is; null keeps none.</param>
/// <param name="node">The node.</param>
/// <param name="log">For a file that cannot be used.</param>
internal sealed class CheckpointFile(string? directory, string node, ILogger log)
{
    private readonly string? path = directory is null ? null : System.IO.Path.Combine(directory, $"kubelet-{node}.json");

    /// <summary>Where the checkpoint is kept; null if nowhere.</summary>
    public string? Path => path;

    /// <summary>The checkpoint of this node, or null if there is none that can be read.</summary>
    public Checkpoint? Load()
    {
        if (path is null || !File.Exists(path)) return null;
        try
        {
            var found = ModelJson.Read<Checkpoint>(File.ReadAllBytes(path));
            return found.Node == node ? found : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning("the checkpoint {Path} cannot be used: {Failure}", path, failure.Message);
            return null;
        }
    }

    /// <summary>Saves the checkpoint.</summary>
    public async Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (path is null) return;
        var draft = path + ".new";
        try
        {
            Directory.CreateDirectory(directory!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(draft, options))
            {
                await file.WriteAsync(ModelJson.Write(checkpoint), cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("the checkpoint {Path} cannot be saved: {Failure}", path, failure.Message);
        }
    }

    /// <summary>Removes the checkpoint.</summary>
    public void Delete()
    {
        if (path is not null) File.Delete(path);
    }
}
