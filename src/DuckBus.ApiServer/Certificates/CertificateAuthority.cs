using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DuckBus.ApiServer.Certificates;

/// <summary>
/// The cluster's certificate authority: it signs the certificates of servers, and those by which users are known. It is kept
/// over restarts; what it signs is made anew at each start.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private const int Years = 10;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly X500DistinguishedName Subject = new("CN=duckbus-ca");

    private readonly TimeProvider time;
    private readonly ECDsa key;
    private readonly X509Certificate2 certificate;

    private CertificateAuthority(ECDsa key, string pem, TimeProvider time)
    {
        this.time = time;
        this.key = key;
        using var shown = X509Certificate2.CreateFromPem(pem);
        certificate = shown.CopyWithPrivateKey(key);
        Pem = certificate.ExportCertificatePem() + "\n";
    }

    /// <summary>The certificate that clients trust.</summary>
    public string Pem { get; }

    /// <summary>The authority whose files are in a directory; they are made if they are not there.</summary>
    /// <exception cref="KeyFileException">The files cannot be used.</exception>
    public static CertificateAuthority Open(KeyFiles files, TimeProvider time)
    {
        var kept = files.Key("ca.key");
        try
        {
            return new CertificateAuthority(kept, files.ReadOrCreate("ca.crt", () => SelfSigned(kept, time.GetUtcNow())), time);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            kept.Dispose();
            throw files.Unreadable("ca.crt", "it is not the certificate of ca.key", e);
        }
    }

    /// <summary>An authority that is forgotten when the process ends.</summary>
    public static CertificateAuthority InMemory(TimeProvider time)
    {
        var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateAuthority(fresh, SelfSigned(fresh, time.GetUtcNow()), time);
    }

    /// <summary>A certificate for a server that is reached under these names and addresses.</summary>
    public X509Certificate2 IssueServer(IEnumerable<string> names, TimeSpan lifetime)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            if (System.Net.IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        return Issue(new X500DistinguishedName("CN=duckbus-apiserver"), ServerAuthentication, lifetime, alternatives.Build());
    }

    /// <summary>A credential by which a user is known.</summary>
    /// <param name="user">The name of the user, the common name of the certificate.</param>
    /// <param name="groups">The groups of the user, its organizations.</param>
    /// <param name="lifetime">How long it is good for.</param>
    public ClientCredential IssueClient(string user, IEnumerable<string> groups, TimeSpan lifetime)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups) subject.AddOrganizationName(group);
        subject.AddCommonName(user);
        using var issued = Issue(subject.Build(), ClientAuthentication, lifetime, null);
        using var secret = issued.GetECDsaPrivateKey()!;
        return new ClientCredential(issued.ExportCertificatePem() + "\n", secret.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Whether the authority signed a client's certificate and it is good now.</summary>
    public bool Vouches(X509Certificate2 client)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        return chain.Build(client);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }

    private static string SelfSigned(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var signed = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(Years));
        return signed.ExportCertificatePem() + "\n";
    }

    private X509Certificate2 Issue(X500DistinguishedName subject, string usage, TimeSpan lifetime, X509Extension? alternatives)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (alternatives is not null) request.CertificateExtensions.Add(alternatives);
        var (now, serial) = (time.GetUtcNow(), RandomNumberGenerator.GetBytes(16));
        serial[0] &= 0x7f;
        var (first, last) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        using var issued = request.Create(certificate, first, now + lifetime < last ? now + lifetime : last, serial);
        return issued.CopyWithPrivateKey(own);
    }
}
