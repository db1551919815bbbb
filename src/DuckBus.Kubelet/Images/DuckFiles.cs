using System.Formats.Tar;
using System.Reflection;
using System.Text;

namespace DuckBus.Kubelet.Images;

/// <summary>The files of the duck image, as they lie in the folder <c>duck</c> beside this file.</summary>
internal static class DuckFiles
{
    private const string Root = "duck/";

    // Not every applet: those that a shell, a probe, a demonstration or a curious person needs.
    private static readonly string[] Applets =
    [
        "[", "[[", "ash", "awk", "basename", "cat", "chmod", "chown", "cp", "cut", "date", "dd", "df", "dirname", "du", "echo",
        "env", "expr", "false", "find", "free", "grep", "gunzip", "gzip", "head", "hostname", "httpd", "id", "ifconfig", "ip",
        "kill", "killall", "ln", "ls", "mkdir", "mktemp", "more", "mv", "nc", "netstat", "nslookup", "od", "pidof", "ping",
        "printenv", "printf", "ps", "pwd", "readlink", "rm", "rmdir", "route", "sed", "seq", "sh", "sha256sum", "sleep", "sort",
        "stat", "stty", "sync", "tail", "tar", "tee", "test", "time", "timeout", "top", "touch", "tr", "traceroute", "true",
        "tty", "uname", "uniq", "uptime", "usleep", "vi", "wc", "wget", "which", "whoami", "xargs", "yes",
    ];

    /// <summary>What the files say, for the hash that tells whether an image is up to date.</summary>
    public static IEnumerable<string> Content =>
        Names().Select(name => name + "\n" + Encoding.UTF8.GetString(Read(name))).Concat(Applets);

    /// <summary>The entries of the image's one layer.</summary>
    /// <param name="busybox">The program.</param>
    public static IEnumerable<TarEntry> Entries(byte[] busybox)
    {
        foreach (var directory in new[] { "bin", "dev", "etc", "proc", "sbin", "sys", "www", "www/cgi-bin" })
            yield return Layer.Directory(directory);
        yield return Layer.Directory("tmp", shared: true);
        yield return Layer.Program("bin/busybox", busybox);
        foreach (var applet in Applets)
            yield return Layer.Link("bin/" + applet, "busybox");
        foreach (var name in Names())
            yield return IsProgram(name) ? Layer.Program(name[Root.Length..], Read(name)) : Layer.Text(name[Root.Length..], Read(name));
    }

    private static bool IsProgram(string name) => name.Contains("bin/", StringComparison.Ordinal);

    private static IEnumerable<string> Names() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(n => n.StartsWith(Root, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    // A checkout on Windows may have put carriage returns in, which no shell takes.
    private static byte[] Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
