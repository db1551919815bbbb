using System.Security.Cryptography.X509Certificates;
using DuckBus.ApiServer.Certificates;
using DuckBus.Testing;

namespace DuckBus.ApiServer.Tests.Certificates;

public sealed class CertificateAuthorityTests : IDisposable
{
    private static readonly string[] Localhost = ["localhost", "127.0.0.1"];

    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-pki-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void It_is_the_same_after_a_restart()
    {
        using var first = Open();
        using var again = Open();
        again.Pem.ShouldBe(first.Pem);
        using var client = Certificate(first.IssueClient("duck", [], TimeSpan.FromHours(1)));
        again.Vouches(client).ShouldBeTrue();
    }

    [Fact]
    public async Task Processes_that_start_at_the_same_time_agree()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Open)));
        opened.Select(authority => authority.Pem).Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(directory).Select(Path.GetFileName).ShouldBe(["ca.crt", "ca.key"], ignoreOrder: true);
        foreach (var authority in opened) authority.Dispose();
    }

    [Fact]
    public void Only_its_owner_can_read_the_key()
    {
        using var authority = Open();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(directory, "ca.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("ca.key")]
    [InlineData("ca.crt")]
    public void A_damaged_file_is_named_with_the_way_out(string file)
    {
        Open().Dispose();
        File.WriteAllText(Path.Combine(directory, file), "quack");
        var message = Should.Throw<KeyFileException>(Open).Message;
        message.ShouldContain(file);
        message.ShouldContain($"remove {directory}");
    }

    [Fact]
    public void It_does_not_vouch_for_what_another_signed_or_what_has_ended()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var authority = CertificateAuthority.InMemory(time);
        using var other = CertificateAuthority.InMemory(time);
        using var own = Certificate(authority.IssueClient("duck", ["ponds"], TimeSpan.FromHours(1)));
        using var foreign = Certificate(other.IssueClient("duck", ["ponds"], TimeSpan.FromHours(1)));
        using var server = authority.IssueServer(Localhost, TimeSpan.FromHours(1));

        authority.Vouches(own).ShouldBeTrue();
        authority.Vouches(foreign).ShouldBeFalse();
        authority.Vouches(server).ShouldBeFalse();
        time.Advance(TimeSpan.FromHours(2));
        authority.Vouches(own).ShouldBeFalse();
    }

    [Fact]
    public void The_certificate_of_a_server_is_made_again_before_it_ends()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var authority = CertificateAuthority.InMemory(time);
        var serving = new ServingCertificate(authority, Localhost, time);
        var first = serving.Current;
        time.Advance(TimeSpan.FromDays(300));
        serving.Current.ShouldBeSameAs(first);
        time.Advance(TimeSpan.FromDays(50));
        serving.Current.NotAfter.ShouldBeGreaterThan(first.NotAfter);
    }

    [Theory]
    [InlineData("https://duck.example:6443", "duck.example")]
    [InlineData("http://localhost:1;https://10.1.2.3:6443", "10.1.2.3")]
    [InlineData("https://[fd00::1]:6443", "fd00::1")]
    [InlineData("https://*:6443", "127.0.0.1")]
    [InlineData("https://localhost", "kubernetes.default.svc.cluster.local")]
    [InlineData("https://localhost", "added")]
    public void It_has_the_names_under_which_the_server_is_reached(string urls, string name) => ServerNames.Of(urls, ["added"]).ShouldContain(name);

    private static X509Certificate2 Certificate(ClientCredential credential) => X509Certificate2.CreateFromPem(credential.CertificatePem);

    private CertificateAuthority Open() => CertificateAuthority.Open(new KeyFiles(directory), TimeProvider.System);
}
