using System.Security.Cryptography;
using System.Text;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Names of slices, the same each time, so that a slice that was created without an answer is not created twice. Pure.</summary>
public static class SliceNames
{
    private const int Length = 5;

    // As Kubernetes: no vowels and nothing that looks alike.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The names that slices may have: <c>web-x7k2b</c>. Endless.</summary>
    /// <param name="service">The service.</param>
    /// <param name="uid">The uid of the owner.</param>
    /// <param name="taken">Names that others have.</param>
    public static IEnumerable<string> Free(string service, string uid, IReadOnlySet<string> taken) => Enumerable.Range(0, int.MaxValue)
        .Select(n => SHA256.HashData(Encoding.UTF8.GetBytes($"{uid}/{n}")))
        .Select(hash => $"{service}-{string.Concat(hash.Take(Length).Select(each => Alphabet[each % Alphabet.Length]))}")
        .Where(name => !taken.Contains(name));
}
