using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class ProbeTests : ServerTests
{
    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/livez", "ok")]
    [InlineData("/readyz", "ok")]
    [InlineData("/livez?verbose", "livez check passed")]
    [InlineData("/readyz?verbose", "[+]ping ok")]
    [InlineData("/readyz?verbose", "readyz check passed")]
    [InlineData("/metrics", "# TYPE")]
    [InlineData("/version", "gitVersion")]
    public async Task Kubectl_reads_what_is_no_object(string path, string text) => (await Server.KubectlAsync($"get --raw {path}")).ShouldContain(text);
}
