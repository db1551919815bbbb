using System.Security.Cryptography.X509Certificates;

namespace DuckBus.ApiServer.Certificates;

/// <summary>
/// The certificate that an API server shows. Made at each start, so that it always has the names of today, and again while
/// the server runs when a tenth of its life is left.
/// </summary>
public sealed class ServingCertificate(CertificateAuthority authority, IReadOnlyList<string> names, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly Lock gate = new();
    private X509Certificate2? current;

    /// <summary>The certificate for the next connection.</summary>
    public X509Certificate2 Current
    {
        get
        {
            lock (gate)
            {
                // The one before is not disposed: connections that are being made may still show it.
                if (current is null || time.GetUtcNow() + (Lifetime / 10) > new DateTimeOffset(current.NotAfter)) current = authority.IssueServer(names, Lifetime);
                return current;
            }
        }
    }
}
