namespace DuckBus.Clients.Tests.Tour;

/// <summary>Who one is, and what one may.</summary>
public sealed class AuthTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_says_who_one_is_and_what_one_may(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        await kubectl.SaysAsync("auth can-i create pods", "yes");
        await kubectl.SaysAsync("auth can-i delete nodes --all-namespaces", "yes");
        await kubectl.SaysAsync("auth can-i --list", "Resources Non-Resource URLs Resource Names Verbs", "*.*");
        await kubectl.SaysAsync("auth whoami", "ATTRIBUTE VALUE", "Username");
    }
}
