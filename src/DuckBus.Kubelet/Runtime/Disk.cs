namespace DuckBus.Kubelet.Runtime;

/// <summary>The disks of this machine.</summary>
internal static class Disk
{
    /// <summary>How large the disk is that a directory is on, in bytes; 0 if this machine has no such directory.</summary>
    public static long SizeOf(string directory)
    {
        try
        {
            return Directory.Exists(directory) ? new DriveInfo(directory).TotalSize : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }
}
