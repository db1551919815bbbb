using System.Buffers.Binary;
using System.Text;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Workloads;

/// <summary>The short name of a pod template: <c>pod-template-hash</c>. The same template has the same hash, for ever.</summary>
public static class TemplateHash
{
    /// <summary>The label that tells the pods of one template from those of another.</summary>
    public const string Label = "pod-template-hash";

    // Without vowels and what looks alike, as Kubernetes does, so that no bad words come out.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>FNV-1a over the template in its canonical form.</summary>
    /// <param name="template">The template; its own <see cref="Label"/> does not count.</param>
    /// <param name="collisions">Changes the hash, should two templates ever share one.</param>
    public static string Of(PodTemplateSpec template, int collisions = 0)
    {
        var hash = 2166136261u;
        foreach (var each in Encoding.UTF8.GetBytes(CanonicalTemplate.Of(template))) hash = (hash ^ each) * 16777619u;
        if (collisions > 0)
        {
            Span<byte> salt = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(salt, collisions);
            foreach (var each in salt) hash = (hash ^ each) * 16777619u;
        }
        return string.Concat(hash.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => Alphabet[digit - '0' + (collisions % 10)]));
    }

    /// <summary>Whether two templates make the same pods.</summary>
    public static bool Same(PodTemplateSpec left, PodTemplateSpec right) => CanonicalTemplate.Of(left) == CanonicalTemplate.Of(right);
}
