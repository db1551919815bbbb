using System.Text;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Kubelet.Volumes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;

namespace DuckBus.Kubelet.Tests.Volumes;

public sealed class VolumeResolverTests
{
    private readonly FakeConfig config = new() { ConfigMaps = { ["app"] = new() { ["a"] = "1", ["b"] = "2" } }, Secrets = { ["login"] = new() { ["p"] = "quack" } } };

    [Fact]
    public async Task All_keys_are_files_under_their_own_names() =>
        (await FilesAsync(new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "app" } })).ShouldBe(["a 644 1", "b 644 2"]);

    [Fact]
    public async Task Items_say_which_keys_where_and_with_which_mode() =>
        (await FilesAsync(new Volume
        {
            Name = "v",
            Secret = new SecretVolumeSource { SecretName = "login", DefaultMode = 0x100, Items = [new KeyToPath { Key = "p", Path = "deep/p.txt" }] },
        })).ShouldBe(["deep/p.txt 400 quack"]);

    [Fact]
    public async Task A_projected_volume_shows_several_sources() =>
        (await FilesAsync(new Volume
        {
            Name = "v",
            Projected = new ProjectedVolumeSource
            {
                DefaultMode = 0x120,
                Sources =
                [
                    new VolumeProjection { ConfigMap = new ConfigMapProjection { Name = "app", Items = [new KeyToPath { Key = "a", Path = "a", Mode = 0x1ff }] } },
                    new VolumeProjection { DownwardAPI = new DownwardApiProjection { Items = [new DownwardApiVolumeFile { Path = "labels", FieldRef = new ObjectFieldSelector { FieldPath = "metadata.labels" } }] } },
                ],
            },
        })).ShouldBe(["a 777 1", "labels 440 app=\"du\\\"ck\"\ntier=\"web\""]);

    [Fact]
    public async Task A_token_of_the_pod_s_account_is_a_file()
    {
        var volume = new Volume
        {
            Name = "v",
            Projected = new ProjectedVolumeSource { Sources = [new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "t/vault", Audience = "vault" } }] },
        };
        (await FilesAsync(volume)).ShouldBe(["t/vault 644 web for vault"]);
        var pod = A.Pod();
        PodVolumeSpecs.Of(pod with { Spec = pod.Spec with { Volumes = [volume] } }).ShouldHaveSingleItem().InMemory.ShouldBeTrue("it never reaches a disk");
    }

    [Fact]
    public async Task What_is_missing_is_named_unless_it_is_optional()
    {
        var volume = new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "nope" } };
        (await Should.ThrowAsync<ConfigException>(() => FilesAsync(volume))).Message.ShouldBe("MountVolume.SetUp failed for volume \"v\" : configmap \"nope\" not found");
        (await FilesAsync(volume with { ConfigMap = volume.ConfigMap with { Optional = true } })).ShouldBeEmpty();
        var key = new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "app", Items = [new KeyToPath { Key = "x", Path = "x" }] } };
        (await Should.ThrowAsync<ConfigException>(() => FilesAsync(key))).Message.ShouldContain("references non-existent config key: x");
        var outside = new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "app", Items = [new KeyToPath { Key = "a", Path = "../a" }] } };
        (await Should.ThrowAsync<ConfigException>(() => FilesAsync(outside))).Message.ShouldContain("must be relative");
    }

    [Fact]
    public void Only_what_changed_is_written_and_what_is_gone_is_named()
    {
        static VolumeContent Content(params string[] names) => new() { Volume = "v", Files = [.. names.Select(name => new VolumeFile(name, Encoding.UTF8.GetBytes(name), 1))] };
        VolumeChange.Between(null, Content("a")).ShouldNotBeNull();
        VolumeChange.Between(Content("a", "b"), Content("b", "a")).ShouldBeNull();
        var change = VolumeChange.Between(Content("a", "b/c"), Content("a", "d"))!;
        change.Version.ShouldBe(1);
        change.Removed.ShouldBe(["b"]);
    }

    private async Task<IReadOnlyList<string>> FilesAsync(Volume volume)
    {
        var pod = A.Pod();
        pod = pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["tier"] = "web", ["app"] = "du\"ck" } } };
        var content = await new VolumeResolver(config, new FakeTokens(), new MachineSize(4, 1)).ResolveAsync(pod, volume, CancellationToken.None);
        return [.. content!.Files!.Select(file => $"{file.Path} {Convert.ToString(file.Mode, 8)} {Encoding.UTF8.GetString(file.Content.Span)}")];
    }
}
