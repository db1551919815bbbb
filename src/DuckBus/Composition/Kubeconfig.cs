using System.Text;
using DuckBus.ApiServer;
using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Certificates;
using DuckBus.Configuration;

namespace DuckBus.Composition;

/// <summary>The file that tells kubectl where the cluster is.</summary>
internal static class Kubeconfig
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Writes it into the data directory: the server's address over HTTPS, with a certificate of its own, if it listens there.</summary>
    /// <returns>Its path.</returns>
    public static async Task<string> WriteAsync(ApiServerPart server, Settings settings, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(settings.Data, "kubeconfig"));
        await WriteAsync(path, For(server), cancellationToken);
        return path;
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
        await using (var file = new FileStream(temporary, options))
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        File.Move(temporary, path, overwrite: true);
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
