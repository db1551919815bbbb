using System.Runtime.CompilerServices;
using System.Text.Json;
using DuckBus.Model.Json;

namespace DuckBus.Client.Api;

/// <summary>One line of a watch stream as it comes: <c>{"type": "ADDED", "object": {…}}</c>.</summary>
internal sealed record WatchLine(string Type, JsonElement Object)
{
    /// <summary>The lines as they arrive. A stream that breaks off is an <see cref="HttpRequestException"/>.</summary>
    public static async IAsyncEnumerable<WatchLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = JsonSerializer
            .DeserializeAsyncEnumerable<WatchLine>(stream, topLevelValues: true, ModelJson.Options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(lines)) yield return lines.Current!;
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<WatchLine?> lines)
    {
        try
        {
            return await lines.MoveNextAsync();
        }
        catch (IOException e)
        {
            throw new HttpRequestException("the watch broke off: " + e.Message, e);
        }
    }
}
