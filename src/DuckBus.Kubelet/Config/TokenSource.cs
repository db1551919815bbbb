using System.Collections.Concurrent;
using DuckBus.Client.Api;
using DuckBus.Kubelet.Nodes;
using DuckBus.Model.Authentication;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Errors;

namespace DuckBus.Kubelet.Config;

/// <summary>Tokens from the API, tied to their pods, and renewed as Kubernetes does: when four fifths of their time are over, or a day.</summary>
internal sealed class TokenSource(ApiClient api, TimeProvider time) : ITokenSource
{
    private const long DefaultSeconds = 3600;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(string? Pod, string? Audience, long Seconds), Held> held = new();

    /// <inheritdoc />
    public async Task<string> TokenAsync(Pod pod, ServiceAccountTokenProjection asked, CancellationToken cancellationToken)
    {
        var seconds = asked.ExpirationSeconds ?? DefaultSeconds;
        var key = (pod.Metadata.Uid, asked.Audience, seconds);
        var now = time.GetUtcNow();
        foreach (var (old, token) in held)
            if (token.Expires <= now) held.TryRemove(old, out _);
        if (held.TryGetValue(key, out var known) && now < known.RenewAt) return known.Token;
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            var issued = await api.CreateTokenAsync(
                pod.Metadata.Namespace!, Account(pod), new TokenRequestSpec
                {
                    Audiences = asked.Audience is { Length: > 0 } audience ? [audience] : null,
                    ExpirationSeconds = seconds,
                    BoundObjectRef = new BoundObjectReference { ApiVersion = "v1", Kind = "Pod", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
                }, both.Token);
            var life = TimeSpan.FromSeconds(seconds);
            return (held[key] = new Held(issued.Token, now + (life * 0.8 < Longest ? life * 0.8 : Longest), issued.ExpirationTimestamp ?? now + life)).Token;
        }
        catch (Exception failure) when (failure is StatusException || ApiHealth.IsOutage(failure, cancellationToken))
        {
            // One that has not expired yet is better than none.
            return known?.Token ?? throw new ConfigException($"failed to fetch token: {failure.Message}");
        }
    }

    private static string Account(Pod pod) => pod.Spec.ServiceAccountName is { Length: > 0 } name ? name : "default";

    private sealed record Held(string Token, DateTimeOffset RenewAt, DateTimeOffset Expires);
}
