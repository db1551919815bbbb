using DuckBus.Kubelet.Docker;

namespace DuckBus.Kubelet.Tests.Runtime;

public sealed class DockerWordsTests
{
    [Theory]
    [InlineData("a", "a:latest")]
    [InlineData("a:1", "a:1")]
    [InlineData("host:5000/a", "host:5000/a:latest")]
    [InlineData("host:5000/a/b:2", "host:5000/a/b:2")]
    [InlineData("a@sha256:0", "a@sha256:0")]
    public void An_image_without_a_tag_means_the_latest(string image, string pulled) =>
        ImageReference.WithTag(image).ShouldBe(pulled);

    [Theory]
    [InlineData("2026-11-21T07:05:15.123456789Z", "2026-11-21T07:05:15.1234567+00:00")]
    [InlineData("2026-11-21T07:05:15Z", "2026-11-21T07:05:15.0000000+00:00")]
    [InlineData("2026-11-21T09:05:15.999999999+02:00", "2026-11-21T07:05:15.9999999+00:00")]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("no time", null)]
    public void The_engines_times_are_cut_and_its_zero_is_none(string text, string? expected) =>
        (DockerTime.Parse(text)?.ToString("O")).ShouldBe(expected);
}
