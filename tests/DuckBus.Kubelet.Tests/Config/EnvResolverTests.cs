using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Tests.Config;

public sealed class EnvResolverTests
{
    private readonly FakeConfig config = new();
    private readonly List<Service> services = [];

    [Fact]
    public async Task Every_container_knows_who_it_is() =>
        (await EnvAsync()).ShouldBe(["POD_NAME=web", "POD_NAMESPACE=default", "NODE_NAME=node-1"]);

    [Fact]
    public async Task The_pod_may_say_otherwise() =>
        (await EnvAsync(Value("POD_NAME", "me"))).ShouldContain("POD_NAME=me");

    [Fact]
    public async Task References_to_earlier_variables_are_expanded() =>
        (await EnvAsync(Value("HOST", "db"), Value("URL", "http://$(HOST)/$(NOBODY)/$$(HOST)")))
            .ShouldContain("URL=http://db/$(NOBODY)/$(HOST)");

    [Theory]
    [InlineData("metadata.name", "web")]
    [InlineData("metadata.namespace", "default")]
    [InlineData("metadata.uid", "uid-1")]
    [InlineData("metadata.labels['app']", "shop")]
    [InlineData("metadata.annotations['note']", "hi")]
    [InlineData("spec.nodeName", "node-1")]
    [InlineData("status.hostIP", "192.168.0.7")]
    [InlineData("status.podIP", "10.1.0.2")]
    public async Task Fields_of_the_pod_are_values(string path, string value) =>
        (await EnvAsync(new EnvVar { Name = "X", ValueFrom = new() { FieldRef = new() { FieldPath = path } } })).ShouldContain($"X={value}");

    [Fact]
    public async Task Keys_of_ConfigMaps_and_Secrets_are_values()
    {
        config.ConfigMaps["settings"] = new() { ["color"] = "yellow" };
        config.Secrets["login"] = new() { ["password"] = "quack" };
        var env = await EnvAsync(
            new EnvVar { Name = "COLOR", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "settings", Key = "color" } } },
            new EnvVar { Name = "PASSWORD", ValueFrom = new() { SecretKeyRef = new() { Name = "login", Key = "password" } } });
        env.ShouldContain("COLOR=yellow");
        env.ShouldContain("PASSWORD=quack");
    }

    [Fact]
    public async Task All_keys_come_with_envFrom_and_env_wins_over_them()
    {
        config.ConfigMaps["settings"] = new() { ["color"] = "yellow", ["size"] = "small" };
        var container = new Container
        {
            Name = "c",
            EnvFrom = [new EnvFromSource { Prefix = "APP_", ConfigMapRef = new() { Name = "settings" } }],
            Env = [Value("APP_size", "big")],
        };
        var env = await EnvAsync(container);
        env.ShouldContain("APP_color=yellow");
        env.ShouldContain("APP_size=big");
        env.ShouldNotContain("APP_size=small");
    }

    [Fact]
    public async Task Services_come_before_all_that_the_pod_sets_and_can_be_referred_to()
    {
        services.Add(A.Service("web", "10.96.0.5", port: 80));
        services.Add(A.Service("web-service", "10.96.0.6", port: 90));
        config.ConfigMaps["settings"] = new() { ["WEB_PORT"] = "from the map" };
        var env = await EnvAsync(new Container
        {
            Name = "c",
            EnvFrom = [new EnvFromSource { ConfigMapRef = new() { Name = "settings" } }],
            Env = [Value("URL", "http://$(WEB_SERVICE_HOST)/"), Value("WEB_PORT_80_TCP_PROTO", "mine")],
        });
        env.ShouldContain("URL=http://10.96.0.5/");
        env.ShouldContain("WEB_PORT=from the map");
        env.ShouldContain("WEB_PORT_80_TCP_PROTO=mine");
        env.Count(one => one.StartsWith("WEB_SERVICE_PORT=", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        config.ConfigMaps["settings"] = new();
        async Task<string> Failure(EnvVarSource source) =>
            (await Should.ThrowAsync<ConfigException>(() => EnvAsync(new EnvVar { Name = "X", ValueFrom = source }))).Message;
        (await Failure(new() { ConfigMapKeyRef = new() { Name = "none", Key = "k" } })).ShouldBe("configmap \"none\" not found");
        (await Failure(new() { SecretKeyRef = new() { Name = "none", Key = "k" } })).ShouldBe("secret \"none\" not found");
        (await Failure(new() { ConfigMapKeyRef = new() { Name = "settings", Key = "k" } }))
            .ShouldBe("couldn't find key k in ConfigMap default/settings");
        (await Failure(new() { FieldRef = new() { FieldPath = "spec.magic" } })).ShouldBe("unsupported fieldPath: spec.magic");
    }

    [Fact]
    public async Task What_is_optional_may_be_missing() =>
        (await EnvAsync(new EnvVar { Name = "X", ValueFrom = new() { SecretKeyRef = new() { Name = "none", Key = "k", Optional = true } } }))
            .ShouldNotContain(one => one.StartsWith("X=", StringComparison.Ordinal));

    [Theory]
    [InlineData("duckbus/duck:local", null, "IfNotPresent")]
    [InlineData("nginx", null, "Always")]
    [InlineData("nginx:latest", null, "Always")]
    [InlineData("localhost:5000/nginx", null, "Always")]
    [InlineData("localhost:5000/nginx:1", null, "IfNotPresent")]
    [InlineData("nginx@sha256:0", null, "IfNotPresent")]
    [InlineData("nginx", "Never", "Never")]
    public void The_pull_policy_follows_from_the_tag(string image, string? given, string policy) =>
        SpecBuilder.PullPolicy(new Container { Image = image, ImagePullPolicy = given }).ShouldBe(policy);

    [Fact]
    public void Arguments_are_expanded_and_limits_are_taken()
    {
        var container = new Container
        {
            Name = "c",
            Args = ["--name=$(POD_NAME)"],
            Resources = new()
            {
                Limits = new Dictionary<string, Model.Values.Quantity>
                {
                    ["cpu"] = Model.Values.Quantity.Parse("250m"),
                    ["memory"] = Model.Values.Quantity.Parse("64Mi"),
                }
            },
        };
        var spec = SpecBuilder.Container(A.Pod(), container, 0, [new("POD_NAME", "web")]);
        spec.Args.ShouldBe(["--name=web"]);
        spec.CpuLimit.ShouldBe(0.25m);
        spec.CpuRequest.ShouldBe(0.25m);
        spec.MemoryLimit.ShouldBe(64 * 1024 * 1024);
    }

    private static EnvVar Value(string name, string value) => new() { Name = name, Value = value };

    private Task<List<string>> EnvAsync(params EnvVar[] env) => EnvAsync(new Container { Name = "c", Env = env });

    private async Task<List<string>> EnvAsync(Container container)
    {
        var pod = A.Pod();
        pod = pod with
        {
            Metadata = pod.Metadata with
            {
                Labels = new Dictionary<string, string> { ["app"] = "shop" },
                Annotations = new Dictionary<string, string> { ["note"] = "hi" },
            },
        };
        var env = await EnvResolver.ResolveAsync(pod, container, services, config, "192.168.0.7", "10.1.0.2", new MachineSize(4, 8L << 30), CancellationToken.None);
        return [.. env.Select(one => $"{one.Key}={one.Value}")];
    }
}
