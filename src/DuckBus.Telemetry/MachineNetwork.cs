using System.Net.NetworkInformation;

namespace DuckBus.Telemetry;

/// <summary>The network of this machine, or of this container, as it is at a moment.</summary>
public static class MachineNetwork
{
    private const int MostLooks = 20;

    /// <summary>What each interface has of something, such as its addresses.</summary>
    /// <remarks>.NET cannot list interfaces while another one comes or goes, and with each container one does: then it looks again.</remarks>
    public static IReadOnlyList<T> Of<T>(Func<NetworkInterface, IEnumerable<T>> what) => Of(NetworkInterface.GetAllNetworkInterfaces, what);

    internal static IReadOnlyList<T> Of<T>(Func<IEnumerable<NetworkInterface>> all, Func<NetworkInterface, IEnumerable<T>> what)
    {
        for (var looks = 1; ; looks++)
        {
            try
            {
                return [.. all().SelectMany(what)];
            }
            catch (Exception e) when (e is ArgumentException or NetworkInformationException or IOException && looks < MostLooks)
            {
                // One came or went.
            }
        }
    }
}
