using DuckBus.Testing;
using DuckBus.Testing.Cluster;

[assembly: AssemblyFixture(typeof(DuckBus.Clients.Tests.Node.NodeClient))]

namespace DuckBus.Clients.Tests.Node;

/// <summary>npm's @kubernetes/client-node in the version that package-lock.json names, in a directory of its own.</summary>
public sealed class NodeClient : IAsyncLifetime
{
    private readonly PrivateDirectory directory = PrivateDirectory.Create("node");

    /// <summary>The script.</summary>
    public string Story => directory["story.js"];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        foreach (var file in new[] { "package.json", "package-lock.json", "story.js" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Node", file), directory[file]);
        await Shell.RunAsync("npm", "ci", "--prefix", directory.Path, "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        directory.Dispose();
        return default;
    }
}
