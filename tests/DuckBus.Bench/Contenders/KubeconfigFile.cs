using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.Serialization;

namespace DuckBus.Bench.Contenders;

/// <summary>Reaches the cluster of a kubeconfig's current context: its authority, and a client certificate or a token.</summary>
public static class KubeconfigFile
{
    /// <summary>A client for it.</summary>
    public static HttpClient Connect(string path)
    {
        var root = (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize(new StringReader(File.ReadAllText(path)))!;
        var context = Entry(root, "contexts", (string)root["current-context"], "context");
        var cluster = Entry(root, "clusters", (string)context["cluster"], "cluster");
        var user = Entry(root, "users", (string)context["user"], "user");
        var handler = new SocketsHttpHandler();
        if (Bytes(cluster, "certificate-authority", path) is { } authority) handler.SslOptions.RemoteCertificateValidationCallback = Trust(authority);
        if (Bytes(user, "client-certificate", path) is { } certificate && Bytes(user, "client-key", path) is { } key)
        {
            using var both = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(certificate), Encoding.ASCII.GetString(key));
            handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(both.Export(X509ContentType.Pkcs12), null)];
        }

        var http = new HttpClient(handler) { BaseAddress = new Uri(((string)cluster["server"]).TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        if (user.TryGetValue("token", out var token)) http.DefaultRequestHeaders.Authorization = new("Bearer", (string)token);
        return http;
    }

    private static Dictionary<object, object> Entry(Dictionary<object, object> root, string list, string name, string field) =>
        ((List<object>)root[list]).Cast<Dictionary<object, object>>().First(entry => (string)entry["name"] == name)[field] as Dictionary<object, object> ?? [];

    private static byte[]? Bytes(Dictionary<object, object> entry, string name, string kubeconfig) =>
        entry.TryGetValue($"{name}-data", out var data) ? Convert.FromBase64String((string)data)
        : entry.TryGetValue(name, out var file) ? File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(kubeconfig))!, (string)file)) : null;

    private static RemoteCertificateValidationCallback Trust(byte[] pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Encoding.ASCII.GetString(pem));
        return (_, certificate, _, errors) =>
        {
            if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
        };
    }
}
