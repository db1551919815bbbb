using DuckBus.Terminal;

namespace DuckBus.Cli.Tests.Terminal;

public sealed class BannerTests
{
    private static readonly BannerFacts Facts = new(
        "http://localhost:8081", "https://localhost:6443", "/tmp/x/run/kubeconfig", 3, "Docker 20.10.24 at /var/run/docker.sock", "/tmp/x/run/store", "http://localhost:8082", TimeSpan.FromSeconds(1.5));

    [Fact]
    public void It_fits_on_one_screen_and_says_what_to_try_first()
    {
        var text = Banner.Text(Facts, colours: false);
        text.Split('\n').Length.ShouldBeLessThanOrEqualTo(24);
        text.ShouldContain("http://localhost:8081/swagger");
        text.ShouldContain("Dashboard   http://localhost:8082");
        text.ShouldContain("export KUBECONFIG=/tmp/x/run/kubeconfig");
        text.ShouldContain("""curl -X POST http://localhost:8081/api/containers -H "Content-Type: application/json" -d '{"name": "nginx"}'""");
        text.ShouldContain("curl http://localhost:8081/api/containers\n");
        text.ShouldContain("kubectl --kubeconfig /tmp/x/run/kubeconfig get pods");
        text.ShouldContain("Docker 20.10.24 at /var/run/docker.sock");
    }

    [Fact]
    public void Only_the_curl_is_wider_than_a_small_terminal() =>
        Banner.Text(Facts, colours: false).Split('\n').Where(line => line.Length > 80).ShouldAllBe(line => line.Contains("curl -X POST", StringComparison.Ordinal));

    [Fact]
    public void A_path_with_a_space_can_be_pasted()
    {
        var text = Banner.Text(Facts with { Kubeconfig = "/tmp/my duck's/kubeconfig" }, colours: false);
        text.ShouldContain(@"export KUBECONFIG='/tmp/my duck'\''s/kubeconfig'");
        text.ShouldContain(@"kubectl --kubeconfig '/tmp/my duck'\''s/kubeconfig' get pods");
    }

    [Fact]
    public void Without_colours_it_is_plain_text() => Banner.Text(Facts, colours: false).ShouldNotContain("\e");

    [Fact]
    public void With_colours_it_is_the_same_text() =>
        System.Text.RegularExpressions.Regex.Replace(Banner.Text(Facts, colours: true), "\e\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .ShouldBe(Banner.Text(Facts, colours: false));
}
