using System.Diagnostics;
using DuckBus.Testing.Cluster;

namespace DuckBus.Testing;

/// <summary>A disk of a few megabytes in memory, which can be filled.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly PrivateDirectory directory;

    private SmallDisk(PrivateDirectory directory)
    {
        this.directory = directory;
        AppDomain.CurrentDomain.ProcessExit += RemoveNow;
    }

    /// <summary>Where it is.</summary>
    public string Path => directory.Path;

    private string Filler => directory["filler"];

    /// <summary>Makes one, or none where that is not permitted.</summary>
    /// <param name="purpose">For its name.</param>
    /// <param name="megabytes">How large it is.</param>
    /// <param name="owner">Who may write to it besides us; null for nobody.</param>
    public static async Task<SmallDisk?> CreateAsync(string purpose, int megabytes = 16, string? owner = null)
    {
        if (!Environment.IsPrivilegedProcess) return null;
        await RemoveLeftoversAsync();
        var home = PrivateDirectory.Create($"disk-{purpose}");
        var (code, _, _) = await Shell.TryAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", home.Path);
        if (code != 0)
        {
            home.Dispose();
            return null;
        }

        if (owner is not null) await Shell.RunAsync("chown", owner, home.Path);
        return new SmallDisk(home);
    }

    /// <summary>Leaves no byte free.</summary>
    public async Task FillAsync()
    {
        var nothing = new byte[4096];
        await using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) await file.WriteAsync(nothing);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Filler);

    // A run that was killed left its disks mounted. The name says which process that was.
    private static async Task RemoveLeftoversAsync()
    {
        foreach (var path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), "duckbus-test-*-disk-*"))
            if (int.TryParse(System.IO.Path.GetFileName(path).Split('-')[2], out var process) && !ProcessTree.IsAlive(process))
            {
                await Shell.TryAsync("umount", "--lazy", path);
                Directory.Delete(path, recursive: true);
            }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= RemoveNow;
        await Shell.TryAsync("umount", "--lazy", directory.Path);
        directory.Dispose();
    }

    // Who ends at once leaves no mount behind.
    private void RemoveNow(object? sender, EventArgs e)
    {
        using var unmount = Process.Start("umount", ["--lazy", directory.Path]);
        unmount.WaitForExit();
        directory.Dispose();
    }
}
