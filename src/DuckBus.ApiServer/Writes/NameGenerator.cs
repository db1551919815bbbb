using System.Security.Cryptography;

namespace DuckBus.ApiServer.Writes;

/// <summary>Completes a generateName as Kubernetes does: no vowels, so that no words come out, and nothing that looks alike.</summary>
internal static class NameGenerator
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int Random = 5;
    private const int MaxLength = 63;

    public static string Complete(string prefix) =>
        (prefix.Length > MaxLength - Random ? prefix[..(MaxLength - Random)] : prefix) + RandomNumberGenerator.GetString(Alphabet, Random);
}
