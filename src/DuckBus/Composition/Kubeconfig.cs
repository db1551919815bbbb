using System.Text;

namespace DuckBus.Composition;

/// <summary>The file that tells kubectl where the cluster is.</summary>
internal static class Kubeconfig
{
    /// <summary>Writes the file, readable by its owner only.</summary>
    public static async Task WriteAsync(string path, string server, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(temporary, options))
            await file.WriteAsync(Encoding.UTF8.GetBytes(Text(server)), cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>One cluster, one user, one context, all called <c>duckbus</c>.</summary>
    internal static string Text(string server) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: duckbus
          cluster:
            server: {server}
        users:
        - name: duckbus
          user: {"{}"}
        contexts:
        - name: duckbus
          context:
            cluster: duckbus
            user: duckbus
            namespace: default
        current-context: duckbus

        """;
}
