using System.Text;
using System.Text.Json.Nodes;

namespace DuckBus.Kubelet.Images.Gateway;

/// <summary>The list of a framework's files, without which its host does not know it and which must name no file that is missing. Pure.</summary>
internal static class FrameworkManifest
{
    /// <summary>The list with only those files that there are.</summary>
    /// <param name="json">The framework's <c>deps.json</c>.</param>
    /// <param name="exists">Whether there is a file of a name.</param>
    public static byte[] Only(string json, Func<string, bool> exists)
    {
        var manifest = JsonNode.Parse(json)!.AsObject();
        manifest.Remove("runtimes");
        foreach (var library in manifest["targets"]!.AsObject().SelectMany(target => target.Value!.AsObject()).Select(library => library.Value!.AsObject()))
            foreach (var kind in library.Where(kind => kind.Value is JsonObject).Select(kind => kind.Value!.AsObject()))
                foreach (var file in kind.Select(file => file.Key).Where(file => !exists(Path.GetFileName(file))).ToList())
                    kind.Remove(file);
        return Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }
}
