using System.Diagnostics;

namespace DuckBus.Testing.Kubernetes;

/// <summary>A person at the prompt with one version of kubectl, in one namespace, with a home directory of their own.</summary>
/// <param name="program">The kubectl.</param>
/// <param name="kubeconfig">The file that says where the cluster is.</param>
/// <param name="ns">The namespace.</param>
public sealed class Kubectl(KubectlProgram program, string kubeconfig, string ns) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    private readonly PrivateDirectory home = PrivateDirectory.Create("kubectl");

    /// <summary>The namespace.</summary>
    public string Namespace => ns;

    /// <summary>The directory that commands are typed in.</summary>
    public string Directory => home.Path;

    /// <summary>The editor of <c>kubectl edit</c>; null for none.</summary>
    public string? Editor { get; set; }

    /// <summary>Runs a command to its end, whatever that is.</summary>
    /// <param name="command">What is typed, without <c>kubectl</c>.</param>
    /// <param name="input">What is piped into it; null for nothing.</param>
    public async Task<ProgramResult> RunAsync(string command, string? input = null)
    {
        await using var process = await StartAsync(command);
        if (input is not null) await process.TypeAsync(input);
        process.EndInput();
        return await process.EndAsync(Patience);
    }

    /// <summary>Runs a command that must succeed and show all of this.</summary>
    /// <returns>Its output.</returns>
    public Task<string> SaysAsync(string command, params string[] expected) => SaysAsync(command, input: null, expected);

    /// <summary>Runs a command with input that must succeed and show all of this.</summary>
    /// <returns>Its output.</returns>
    public async Task<string> PipedAsync(string input, string command, params string[] expected) => await SaysAsync(command, input, expected);

    /// <summary>Runs a command that must fail and show all of this.</summary>
    public async Task FailsAsync(string command, params string[] expected)
    {
        var result = await RunAsync(command);
        if (result.Code == 0) throw new KubectlException($"It should have failed.\n{result}");
        Check(result, expected);
    }

    /// <summary>Runs a command again and again until it succeeds and shows all of this.</summary>
    /// <returns>Its output.</returns>
    public async Task<string> ComesAsync(string command, params string[] expected)
    {
        ProgramResult? last = null;
        await Eventually.Async($"kubectl {command} shows {string.Join(" and ", expected)}", Patience, async () =>
        {
            last = await RunAsync(command);
            return last.Code == 0 && expected.All(part => Wording.Has(last.Screen, part));
        }, () => $"{last}");
        return last!.Output;
    }

    /// <summary>Starts a command that goes on.</summary>
    public Task<RunningProgram> StartAsync(string command)
    {
        var start = new ProcessStartInfo("setpriv") { WorkingDirectory = home.Path };
        string[] arguments = ["--pdeathsig", "KILL", program.Path, $"--namespace={ns}", .. CommandLine.Split(command)];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["HOME"] = home.Path;
        start.Environment["KUBECONFIG"] = kubeconfig;
        if (Editor is not null) start.Environment["KUBE_EDITOR"] = Editor;
        return RunningProgram.StartAsync($"kubectl.{program} {command}", start);
    }

    /// <summary>Writes a file into the directory that commands are typed in.</summary>
    public void Write(string name, string content)
    {
        var path = home[name];
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>Writes a program there.</summary>
    /// <returns>Its path.</returns>
    public string WriteScript(string name, string content)
    {
        Write(name, content);
        File.SetUnixFileMode(home[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return home[name];
    }

    /// <inheritdoc />
    public void Dispose() => home.Dispose();

    private async Task<string> SaysAsync(string command, string? input, string[] expected)
    {
        var result = await RunAsync(command, input);
        if (result.Code != 0) throw new KubectlException($"It should have succeeded.\n{result}");
        Check(result, expected);
        return result.Output;
    }

    private static void Check(ProgramResult result, string[] expected)
    {
        var missing = expected.Where(part => !Wording.Has(result.Screen, part)).ToList();
        if (missing.Count > 0) throw new KubectlException($"It should have shown \"{string.Join("\" and \"", missing)}\".\n{result}");
    }
}
