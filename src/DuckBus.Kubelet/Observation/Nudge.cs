using System.Threading.Channels;

namespace DuckBus.Kubelet.Observation;

/// <summary>Wakes one who waits. Many nudges before he wakes are one.</summary>
internal sealed class Nudge
{
    private readonly Channel<bool> channel =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes him, now or when he next waits.</summary>
    public void Give() => channel.Writer.TryWrite(true);

    /// <summary>Waits for a nudge.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await channel.Reader.ReadAsync(cancellationToken);
}
