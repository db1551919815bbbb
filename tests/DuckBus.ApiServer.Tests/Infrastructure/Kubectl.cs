using System.Diagnostics;
using System.Text;

namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>The real kubectl, over HTTPS with a credential of its own, as people use it.</summary>
public static class Kubectl
{
    /// <summary>Every kubectl on this machine: those of the Cloud SDK, else the one on the path.</summary>
    public static IReadOnlyList<string> Installed { get; } =
        [.. Directory.Exists(Sdk) ? Directory.GetFiles(Sdk, "kubectl.1.*").Order(StringComparer.Ordinal).DefaultIfEmpty("kubectl") : ["kubectl"]];

    private const string Sdk = "/usr/lib/google-cloud-sdk/bin";

    /// <summary>Runs a command that must succeed; answers what it printed, warnings too.</summary>
    public static async Task<string> KubectlAsync(this TestServer server, string arguments, string? input = null, string? program = null)
    {
        var (code, output) = await server.TryKubectlAsync(arguments, input, program);
        code.ShouldBe(0, $"{program ?? "kubectl"} {arguments}: {output}");
        return output;
    }

    /// <summary>Runs a command; answers its exit code and what it printed.</summary>
    public static async Task<(int Code, string Output)> TryKubectlAsync(this TestServer server, string arguments, string? input = null, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Installed[^1])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KUBECONFIG"] = Kubeconfig(server);
        foreach (var argument in arguments.Split(' ').Append($"--cache-dir={server.Scratch}")) start.ArgumentList.Add(argument);
        using var kubectl = Process.Start(start)!;
        if (input is not null) await kubectl.StandardInput.WriteAsync(input);
        kubectl.StandardInput.Close();
        var errors = kubectl.StandardError.ReadToEndAsync();
        var output = await kubectl.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await kubectl.WaitForExitAsync();
        return (kubectl.ExitCode, output + await errors);
    }

    private static string Kubeconfig(TestServer server)
    {
        var path = Path.Combine(server.Scratch, "kubeconfig");
        if (File.Exists(path)) return path;
        var user = server.Part.Authority.IssueClient("tester", ["testers"], TimeSpan.FromHours(1));
        File.WriteAllText(path, $"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts: [{"{name: test, context: {cluster: test, user: test}}"}]
            clusters:
            - name: test
              cluster:
                server: {server.Part.SecureAddress}
                certificate-authority-data: {Base64(server.Part.Authority.Pem)}
            users:
            - name: test
              user:
                client-certificate-data: {Base64(user.CertificatePem)}
                client-key-data: {Base64(user.KeyPem)}
            """);
        return path;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
