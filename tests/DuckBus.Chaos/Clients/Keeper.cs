namespace DuckBus.Chaos.Clients;

/// <summary>
/// Makes pods without an owner again as soon as they are gone, under the same names and maybe on another node: two of a name
/// could meet, which never happens to the pods of a Deployment.
/// </summary>
public sealed class Keeper(ChaosClient client)
{
    /// <summary>What the names of the pods begin with.</summary>
    public const string Prefix = "steady";

    /// <summary>How many there are.</summary>
    public const int Count = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Makes them until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            // One that is there is refused.
            for (var i = 1; i <= Count; i++)
                await client.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods", $$$"""
                    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{{Prefix}}}-{{{i}}}"},
                     "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "duck", "image": "duckbus/duck:local"}]} }
                    """, "application/json", cancellationToken);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
