using DuckBus.Gateway;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Docker.Gateways;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Images.Gateway;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests.Runtime;

/// <summary>On an engine of its own, as a full cleaning would take away what other tests run.</summary>
public sealed class DockerCleanerTests : IAsyncLifetime
{
    private DockerEngine engine = null!;
    private DockerEndpoint endpoint = null!;
    private DockerClient docker = null!;

    public async ValueTask InitializeAsync()
    {
        engine = await DockerEngine.StartAsync(network: false);
        endpoint = DockerEndpoint.Parse(engine.Endpoint.OriginalString);
        docker = new DockerClient(endpoint, TimeProvider.System);
        await DuckImage.EnsureAsync(endpoint, TimeProvider.System, NullLogger.Instance, Token);
    }

    public async ValueTask DisposeAsync()
    {
        docker.Dispose();
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task Everything_of_ours_goes_and_nothing_else()
    {
        await CreateAsync("one", DuckImage.Name, (DockerLabels.Cluster, "one"), (DockerLabels.Node, "node-1"));
        await CreateAsync("two", DuckImage.Name, (DockerLabels.Cluster, "two"));
        await CreateAsync("intruder", DuckImage.Name, (DockerLabels.Node, "node-1"));
        await CreateAsync("apiserver", DuckImage.Name, (DockerLabels.Stack, "duckbus"));
        await using var layer = await Layer.WriteAsync([Layer.Text("hello", "hello"u8.ToArray())], Token);
        await docker.ImportImageAsync("someone/else", "1", ["CMD [\"/hello\"]", $"LABEL {DockerLabels.Image}=true"], layer, Token);
        await CreateAsync("foreign", "someone/else:1");

        var first = await DockerCleaner.CleanAsync(endpoint, "one", TimeProvider.System, Token);
        (first.Containers, first.Images).ShouldBe((1, 0));
        (await NamesAsync()).ShouldBe(["/apiserver", "/foreign", "/intruder", "/two"]);
        (await DockerCleaner.CleanAsync(endpoint, DockerLabels.DefaultCluster, TimeProvider.System, Token)).Containers.ShouldBe(1);

        (await StackCleaner.CleanAsync(endpoint, "one", TimeProvider.System, NullLogger.Instance, Token)).Containers.ShouldBe(0);
        (await StackCleaner.CleanAsync(endpoint, cluster: null, TimeProvider.System, NullLogger.Instance, Token)).Containers.ShouldBe(1);
        var rest = await DockerCleaner.CleanAsync(endpoint, cluster: null, TimeProvider.System, Token);
        (rest.Containers, rest.Images).ShouldBe((1, 1));
        rest.Kept.ShouldBeEmpty();
        (await NamesAsync()).ShouldBe(["/foreign"]);
        (await docker.FindImageAsync(DuckImage.Name, Token)).ShouldBeNull();
        (await docker.FindImageAsync("someone/else:1", Token)).ShouldNotBeNull();

        var nothing = await DockerCleaner.CleanAsync(endpoint, cluster: null, TimeProvider.System, Token);
        (nothing.Containers, nothing.Networks, nothing.Images).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task An_image_that_somebody_uses_is_kept_and_named()
    {
        await CreateAsync("mine", DuckImage.Name);
        var cleaning = await DockerCleaner.CleanAsync(endpoint, cluster: null, TimeProvider.System, Token);
        cleaning.Images.ShouldBe(0);
        cleaning.Kept.ShouldHaveSingleItem().ShouldStartWith(DuckImage.Name);
        (await NamesAsync()).ShouldBe(["/mine"]);
    }

    [Fact]
    public async Task A_network_whose_last_container_is_about_to_go_is_removed()
    {
        var network = await docker.CreateNetworkAsync(
            new NetworkRequest("stack_default", new Dictionary<string, string> { [DockerLabels.Stack] = "one" }, new NetworkAddresses([])), Token);
        await CreateAsync("part", DuckImage.Name, (DockerLabels.Stack, "one"));
        var leaving = await docker.CreateContainerAsync("leaving", new ContainerRequest { Image = DuckImage.Name, Labels = new Dictionary<string, string>(), HostConfig = new() { NetworkMode = network } }, Token);
        await docker.StartContainerAsync(leaving, Token);

        var cleaning = StackCleaner.CleanAsync(endpoint, "one", TimeProvider.System, NullLogger.Instance, Token);
        await Eventually.Async("the stack's parts are gone", TimeSpan.FromSeconds(20), async () => !(await NamesAsync()).Contains("/part"));
        await docker.RemoveContainerAsync(leaving, Token);
        var cleaned = await cleaning;
        (cleaned.Networks, cleaned.Kept.Count).ShouldBe((1, 0));
        (await docker.FindNetworkAsync(network, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_changed_image_replaces_the_old_one()
    {
        ImportedImage Image(string content) => new(
            "duckbus/changing", "local", content, [], async token => await Layer.WriteAsync([Layer.Text("f", "f"u8.ToArray())], token));
        var old = await Image("1").EnsureAsync(docker, NullLogger.Instance, Token);
        (await Image("1").EnsureAsync(docker, NullLogger.Instance, Token)).ShouldBe(old);
        var young = await Image("2").EnsureAsync(docker, NullLogger.Instance, Token);
        young.ShouldNotBe(old);
        (await docker.FindImageAsync("duckbus/changing:local", Token))!.Id.ShouldBe(young);
        (await docker.FindImageAsync(old, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_gateway_runs_on_an_image_of_the_runtime_where_this_machines_does_not_fit()
    {
        var architecture = (await docker.VersionAsync(Token)).Arch;
        var runtime = (await DotNetRuntime.FindAsync(architecture, Token)).ShouldNotBeNull();
        await using var layer = await Layer.SpoolAsync(runtime.Entries(typeof(ServiceRange).Assembly.Location), Token);
        await docker.ImportImageAsync("someones/runtime", "10", ["CMD [\"dotnet\"]"], layer, Token);
        var image = GatewayImage.For(architecture, runtime: null, new BusyBox(docker, NullLogger.Instance), "someones/runtime:10");

        await image.EnsureAsync(docker, NullLogger.Instance, Token);
        var request = GatewayContainer.Request("one", ServiceRange.Parse("10.96.0.0/16"), "none");
        var gateway = await docker.CreateContainerAsync("one_gateway", request, Token);
        await docker.StartContainerAsync(gateway, Token);

        await Eventually.Async("the gateway waits for a table", TimeSpan.FromSeconds(60), async () =>
        {
            using var log = await docker.OpenLogsAsync(gateway, "stdout=1&stderr=1", Token);
            return (await log.Content.ReadAsStringAsync(Token)).Contains("gateway: waiting for a table", StringComparison.Ordinal);
        });
        (await GatewayImage.EnsureAsync(endpoint, TimeProvider.System, NullLogger.Instance, Token)).ShouldBe((await docker.FindImageAsync(GatewayImage.Name, Token))!.Id);
        (await DockerCleaner.CleanAsync(endpoint, cluster: null, TimeProvider.System, Token)).Kept.ShouldBeEmpty();
        (await docker.FindImageAsync(GatewayImage.Name, Token)).ShouldBeNull();
        (await docker.FindImageAsync("someones/runtime:10", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Busybox_comes_from_an_image_where_the_machine_has_none()
    {
        var version = await docker.VersionAsync(Token);
        var busybox = new BusyBox(docker, NullLogger.Instance) { HostPaths = [], SourceImage = DuckImage.Name };
        var program = (await busybox.FromImageAsync(version.Arch, Token)).ShouldNotBeNull();
        ElfFile.IsStatic(program, version.Arch).ShouldBeTrue();
        (await NamesAsync()).ShouldBeEmpty();

        var none = new BusyBox(docker, NullLogger.Instance) { HostPaths = [], SourceImage = "127.0.0.1:1/busybox:1" };
        (await none.FromImageAsync(version.Arch, Token)).ShouldBeNull();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task CreateAsync(string name, string image, params (string Key, string Value)[] labels) =>
        await docker.CreateContainerAsync(
            name,
            new ContainerRequest { Image = image, Labels = labels.ToDictionary(l => l.Key, l => l.Value), HostConfig = new() { NetworkMode = "none" } },
            Token);

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await docker.ListContainersAsync([], Token)).Select(c => c.Names![0]).Order(StringComparer.Ordinal);
}
