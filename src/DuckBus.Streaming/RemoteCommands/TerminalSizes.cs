using System.Text.Json;
using System.Threading.Channels;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary>The sizes of a terminal; only the latest matters.</summary>
internal sealed class TerminalSizes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Channel<TerminalSize> sizes =
        Channel.CreateBounded<TerminalSize>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Takes <c>{"Width":80,"Height":24}</c>; what is not that is left out.</summary>
    public void Add(ReadOnlySpan<byte> json)
    {
        try
        {
            sizes.Writer.TryWrite(JsonSerializer.Deserialize<TerminalSize>(json, Json));
        }
        catch (JsonException)
        {
            // A terminal of a size that nobody knows keeps the one it has.
        }
    }

    /// <summary>No more sizes come.</summary>
    public void End() => sizes.Writer.TryComplete();

    /// <summary>The sizes as they come.</summary>
    public IAsyncEnumerable<TerminalSize> ReadAsync(CancellationToken cancellationToken) => sizes.Reader.ReadAllAsync(cancellationToken);
}
