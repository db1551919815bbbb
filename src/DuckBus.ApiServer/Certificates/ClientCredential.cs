namespace DuckBus.ApiServer.Certificates;

/// <summary>A certificate that says who its holder is, with its private key.</summary>
/// <param name="CertificatePem">The certificate.</param>
/// <param name="KeyPem">The private key.</param>
public sealed record ClientCredential(string CertificatePem, string KeyPem);
