using System.Text;
using DuckBus.ApiServer;
using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Certificates;
using DuckBus.Configuration;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>The file that tells kubectl where the cluster is.</summary>
internal static class Kubeconfig
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Writes it into the data directory: the server's address over HTTPS, with a certificate of its own, if it listens there.</summary>
    /// <returns>Its path.</returns>
    public static async Task<string> WriteAsync(ApiServerPart server, Settings settings, CancellationToken cancellationToken)
    {
        var path = PathIn(settings);
        await WriteAsync(path, For(server), cancellationToken);
        return path;
    }

    /// <summary>The same, as soon as the disk takes it: a server that is started again on a full disk serves all the same.</summary>
    public static Task WriteInTimeAsync(ApiServerPart server, Host host, ILogger log) =>
        WriteInTimeAsync(PathIn(host.Settings), For(server), log, host.Time, host.Stopping);

    /// <summary>Where it is.</summary>
    private static string PathIn(Settings settings) => Path.GetFullPath(Path.Combine(settings.Data, "kubeconfig"));

    /// <summary>Writes the file, and tries again until that works or it is cancelled.</summary>
    internal static async Task WriteInTimeAsync(string path, string text, ILogger log, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var told = false; !cancellationToken.IsCancellationRequested; told = true)
        {
            try
            {
                await WriteAsync(path, text, cancellationToken);
                log.LogInformation("✓ kubeconfig {Kubeconfig}", path);
                return;
            }
            catch (IOException e)
            {
                if (!told) log.LogWarning("⚠ the kubeconfig is not written, and is tried again: {Reason}", e.Message);
            }

            await Task.Delay(Again, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string For(ApiServerPart server)
    {
        if (server.SecureAddress is null) return Text(LocalCluster.LocalAddress(server.Address.ToString()), null, null);
        var address = LocalCluster.LocalAddress(server.SecureAddress.ToString());
        return Text(address, server.Authority.Pem, server.Authority.IssueClient(Users.Admin, [Users.Masters], Lifetime));
    }

    /// <summary>Writes the file, readable by its owner only.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}"; // Servers that share the directory may start at once.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using (var file = new FileStream(temporary, options))
                await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>One cluster, one user, one context, all called <c>duckbus</c>.</summary>
    /// <param name="server">The address.</param>
    /// <param name="authority">The certificate authority that vouches for the server; null for plain HTTP.</param>
    /// <param name="user">How the user is known; null for plain HTTP.</param>
    internal static string Text(string server, string? authority, ClientCredential? user) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: duckbus
          cluster:
            server: {server}{Data("certificate-authority-data", authority)}
        users:
        - name: duckbus
          user:{(user is null ? " {}" : "")}{Data("client-certificate-data", user?.CertificatePem)}{Data("client-key-data", user?.KeyPem)}
        contexts:
        - name: duckbus
          context:
            cluster: duckbus
            user: duckbus
            namespace: default
        current-context: duckbus

        """;

    private static string Data(string name, string? pem) => pem is null ? "" : $"\n    {name}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))}";
}
