using System.Security.Cryptography;
using System.Text;

namespace DuckBus.Kubelet.Images;

/// <summary>A short name for what an image is made of.</summary>
internal static class ContentHash
{
    private const int Digits = 16;

    /// <summary>The hash of the parts, in their order.</summary>
    public static string Of(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..Digits];
}
