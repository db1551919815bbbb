using System.Text;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Meta;

namespace DuckBus.Kubelet.Tests.Volumes;

/// <summary>Which volumes of a pod are written when, without an engine.</summary>
public sealed class VolumeStories : IAsyncDisposable
{
    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_volume_that_lacks_a_key_now_does_not_hold_up_the_others_and_says_so()
    {
        Put("1", withKey: true);
        await node.StartAsync();
        node.Declare(spec: spec => spec with
        {
            Volumes =
            [
                new Volume { Name = "part", ConfigMap = new ConfigMapVolumeSource { Name = "app", Items = [new KeyToPath { Key = "key", Path = "key" }] } },
                new Volume { Name = "all", ConfigMap = new ConfigMapVolumeSource { Name = "app" } },
            ],
        });
        await node.UntilRunningAsync();

        Put("2", withKey: false);
        await node.UntilAsync("the other volume follows", () => Says("all") == "2");
        await node.UntilAsync("it is told", () => node.Api.All<Event>().Any(one => one.Reason == "FailedMount"
            && one.Message == "MountVolume.SetUp failed for volume \"part\" : references non-existent config key: key"));

        Put("3", withKey: true);
        await node.UntilAsync("the other volume follows again", () => Says("all") == "3");
        node.Container()!.RestartCount.ShouldBe(0);
    }

    private string? Says(string volume) => node.Runtime.Volumes.GetValueOrDefault(volume)?.Files?
        .Where(file => file.Path == "text").Select(file => Encoding.UTF8.GetString(file.Content.Span)).SingleOrDefault();

    private void Put(string text, bool withKey) => node.Api.Put(new ConfigMap
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "app" },
        Data = withKey ? new Dictionary<string, string> { ["text"] = text, ["key"] = "x" } : new Dictionary<string, string> { ["text"] = text },
    });
}
