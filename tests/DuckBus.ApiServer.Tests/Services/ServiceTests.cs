using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Tests.Services;

public sealed class ServiceTests : ServerTests
{
    private const string Path = "/api/v1/namespaces/default/services";

    protected override ApiServerOptions Options => new() { ServiceNetwork = "10.9.0.0/29", FirstNodePort = 30_000, LastNodePort = 30_002 };

    [Fact]
    public async Task A_service_gets_an_address_and_what_Kubernetes_fills_in()
    {
        var spec = (await CreatedAsync("web", """{"ports": [{"port": 80}], "selector": {"app": "web"}}"""))["spec"]!;
        ((string)spec["clusterIP"]!).ShouldStartWith("10.9.0.");
        ((string)spec["clusterIPs"]![0]!).ShouldBe((string)spec["clusterIP"]!);
        spec["type"]!.ToString().ShouldBe("ClusterIP");
        spec["sessionAffinity"]!.ToString().ShouldBe("None");
        spec["ipFamilies"]!.ToJsonString().ShouldBe("[\"IPv4\"]");
        spec["ports"]!.ToJsonString().ShouldBe("""[{"protocol":"TCP","port":80,"targetPort":80}]""");
    }

    [Fact]
    public async Task The_kubernetes_service_has_the_first_address() =>
        (await Server.GetAsync($"{Path}/kubernetes")).Body["spec"]!["clusterIP"]!.ToString().ShouldBe("10.9.0.1");

    [Fact]
    public async Task No_two_services_ever_have_the_same_address_and_a_deleted_one_gives_its_back()
    {
        // The network has six addresses, and kubernetes and kube-dns have one each.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Server.PostAsync(Path, Service($"s{i}", """{"ports": [{"port": 80}]}"""))));
        var made = answers.Where(answer => answer.Code == 201).ToList();
        made.Count.ShouldBe(4, string.Join('\n', answers.Select(answer => answer.ToString())));
        made.Select(answer => answer.Body["spec"]!["clusterIP"]!.ToString()).Distinct().Count().ShouldBe(4);
        answers.Where(answer => answer.Code != 201).ShouldAllBe(answer => answer.Code == 422 && answer.Message.Contains("is full"));

        await Server.SendAsync("DELETE", $"{Path}/{made[0].Body["metadata"]!["name"]}");
        (await CreatedAsync("next", """{"ports": [{"port": 80}]}"""))["spec"]!["clusterIP"]!.ToString().ShouldBe(made[0].Body["spec"]!["clusterIP"]!.ToString());
    }

    [Fact]
    public async Task What_was_just_given_back_is_free_however_late_the_news_of_it_come()
    {
        await using var server = await TestServer.StartAsync(Options, inner => new BreakableStore(inner)
        {
            Late = change => change is { Type: ChangeType.Deleted, Key.Kind: "ipaddresses.networking.k8s.io" or "nodeports.networking.duckbus.io" },
        });
        for (var i = 0; i < 3; i++) (await MakeAsync($"s{i}")).Code.ShouldBe(201);
        (await server.PostAsync(Path, Service("plain", """{"ports": [{"port": 80}]}"""))).Code.ShouldBe(201);
        (await server.SendAsync("DELETE", $"{Path}/s1")).Code.ShouldBe(200);
        var next = await MakeAsync("next");
        next.Code.ShouldBe(201, next.ToString());

        Task<Answer> MakeAsync(string name) => server.PostAsync(Path, Service(name, """{"type": "NodePort", "ports": [{"port": 80}]}"""));
    }

    [Fact]
    public async Task An_address_can_be_chosen_once()
    {
        const string Spec = """{"clusterIP": "10.9.0.5", "ports": [{"port": 80}]}""";
        await CreatedAsync("first", Spec);
        var second = await Server.PostAsync(Path, Service("second", Spec));
        second.Code.ShouldBe(422);
        second.Message.ShouldContain("provided IP is already allocated");
        (await Server.GetAsync($"{Path}/second")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_service_that_is_refused_keeps_nothing()
    {
        await CreatedAsync("first", """{"type": "NodePort", "clusterIP": "10.9.0.4", "ports": [{"port": 80, "nodePort": 30001}]}""");
        (await Server.PostAsync(Path, Service("second", """{"type": "NodePort", "clusterIP": "10.9.0.5", "ports": [{"port": 80, "nodePort": 30001}]}"""))).Code.ShouldBe(422);
        await CreatedAsync("third", """{"clusterIP": "10.9.0.5", "ports": [{"port": 80}]}""");
    }

    [Fact]
    public async Task An_update_that_says_nothing_of_address_and_node_port_keeps_them()
    {
        var before = await CreatedAsync("web", """{"type": "NodePort", "ports": [{"port": 80}]}""");
        var answer = await Server.SendAsync("PUT", $"{Path}/web", Service("web", """{"type": "NodePort", "ports": [{"port": 80}], "selector": {"a": "b"}}"""));
        answer.Code.ShouldBe(200, answer.ToString());
        answer.Body["spec"]!["clusterIP"]!.ToString().ShouldBe(before["spec"]!["clusterIP"]!.ToString());
        answer.Body["spec"]!["ports"]![0]!["nodePort"]!.ToString().ShouldBe(before["spec"]!["ports"]![0]!["nodePort"]!.ToString());
    }

    [Fact]
    public async Task A_service_that_becomes_another_name_gives_address_and_node_port_back()
    {
        await CreatedAsync("web", """{"type": "NodePort", "clusterIP": "10.9.0.5", "ports": [{"port": 80, "nodePort": 30001}]}""");
        var answer = await Server.SendAsync("PATCH", $"{Path}/web", """{"spec": {"type": "ExternalName", "externalName": "duck.example"}}""");
        answer.Code.ShouldBe(200, answer.ToString());
        answer.Body["spec"]!["clusterIP"].ShouldBeNull();
        await CreatedAsync("other", """{"type": "NodePort", "clusterIP": "10.9.0.5", "ports": [{"port": 80, "nodePort": 30001}]}""");
    }

    [Fact]
    public async Task A_dry_run_takes_nothing()
    {
        (await Server.PostAsync($"{Path}?dryRun=All", Service("web", """{"clusterIP": "10.9.0.5", "ports": [{"port": 80}]}"""))).Code.ShouldBe(201);
        (await Server.GetAsync("/apis/networking.k8s.io/v1/ipaddresses/10.9.0.5")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Where_all_nodes_are_files_whoever_makes_a_service_hears_that_nothing_answers_there()
    {
        await Server.PostAsync("/api/v1/nodes", """{"metadata": {"name": "node-1"}, "status": {"nodeInfo": {"containerRuntimeVersion": "file://1"}}}""");
        (await CreateAsync("web")).ShouldContain("Warning: nothing answers behind this service: all nodes run containers as lines in files");

        await Server.PostAsync("/api/v1/nodes", """{"metadata": {"name": "node-2"}, "status": {"nodeInfo": {"containerRuntimeVersion": "docker://27.1"}}}""");
        (await CreateAsync("other")).ShouldNotContain("Warning");

        Task<string> CreateAsync(string name) => Server.KubectlAsync("create -f - --validate=false",
            $$"""{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "{{name}}"}, "spec": {"ports": [{"port": 80}]} }""");
    }

    [Theory]
    [InlineData("""{"type": "LoadBalancer", "ports": [{"port": 80}]}""", "spec.type: LoadBalancer: this cluster has no load balancer")]
    [InlineData("""{"type": "NodePort", "externalTrafficPolicy": "Local", "ports": [{"port": 80}]}""", "do not see the address of the client")]
    [InlineData("""{"ports": [{"port": 80, "protocol": "SCTP"}]}""", "spec.ports[0].protocol: SCTP is not routed")]
    [InlineData("""{"internalTrafficPolicy": "Local", "ports": [{"port": 80}]}""", "traffic goes to the pods of all nodes")]
    [InlineData("""{"internalTrafficPolicy": "Cluster", "ports": [{"port": 80}]}""", "")]
    public async Task What_does_less_than_in_Kubernetes_is_told(string spec, string warning)
    {
        var output = await Server.KubectlAsync("create -f - --validate=false", $$$"""{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {{{spec}}} }""");
        if (warning.Length > 0) output.ShouldContain(warning);
        else output.ShouldNotContain("Warning");
    }

    [Fact]
    public async Task The_name_server_has_the_tenth_address_or_the_last_and_nobody_else_is_given_it()
    {
        const string Dns = "/api/v1/namespaces/kube-system/services/kube-dns";
        (await Server.GetAsync(Dns)).Body["spec"]!["clusterIP"]!.ToString().ShouldBe("10.9.0.6");
        await Server.SendAsync("DELETE", Dns);
        for (var i = 0; i < 4; i++) await CreatedAsync($"s{i}", """{"ports": [{"port": 80}]}""");
        (await Server.PostAsync(Path, Service("s5", """{"ports": [{"port": 80}]}"""))).Message.ShouldContain("is full");
    }

    [Theory]
    [InlineData("""{}""", "spec.ports")]
    [InlineData("""{"ports": [{"port": 80}, {"port": 81}]}""", "spec.ports[0].name", "spec.ports[1].name")]
    [InlineData("""{"ports": [{"port": 80, "name": "a"}, {"port": 80, "name": "b"}]}""", "spec.ports[1]")]
    [InlineData("""{"ports": [{"port": 70000}]}""", "spec.ports[0].port", "spec.ports[0].targetPort")]
    [InlineData("""{"ports": [{"port": 80, "nodePort": 30000}]}""", "spec.ports[0].nodePort")]
    [InlineData("""{"type": "Duck", "ports": [{"port": 80}]}""", "spec.type")]
    [InlineData("""{"type": "NodePort", "clusterIP": "None", "ports": [{"port": 80}]}""", "spec.clusterIPs[0]")]
    [InlineData("""{"type": "ExternalName"}""", "spec.externalName")]
    [InlineData("""{"clusterIP": "10.200.0.1", "ports": [{"port": 80}]}""", "spec.clusterIPs")]
    [InlineData("""{"clusterIP": "duck", "ports": [{"port": 80}]}""", "spec.clusterIPs[0]")]
    [InlineData("""{"type": "NodePort", "ports": [{"port": 80, "nodePort": 80}]}""", "spec.ports[0].nodePort")]
    [InlineData("""{"ports": [{"port": 80}], "sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 0}}}""", "spec.sessionAffinityConfig.clientIP.timeoutSeconds")]
    [InlineData("""{"ports": [{"port": 80}], "ipFamilyPolicy": "RequireDualStack"}""", "spec.ipFamilyPolicy")]
    [InlineData("""{"ports": [{"port": 80}], "externalTrafficPolicy": "Local"}""", "spec.externalTrafficPolicy")]
    public async Task A_service_that_cannot_be_is_refused_by_field(string spec, params string[] fields)
    {
        var answer = await Server.PostAsync(Path, Service("web", spec));
        answer.Code.ShouldBe(422, answer.ToString());
        answer.Fields.ShouldBe(fields);
    }

    [Fact]
    public async Task Affinity_can_be_turned_off_without_a_word_about_its_settings()
    {
        await CreatedAsync("web", """{"ports": [{"port": 80}], "sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 3}}}""");
        var answer = await Server.SendAsync("PATCH", $"{Path}/web", """{"spec": {"sessionAffinity": "None"}}""");
        answer.Code.ShouldBe(200, answer.ToString());
        answer.Body["spec"]!["sessionAffinityConfig"].ShouldBeNull();
    }

    [Fact]
    public async Task The_address_of_a_service_cannot_be_changed()
    {
        await CreatedAsync("web", """{"ports": [{"port": 80}], "clusterIP": "10.9.0.4"}""");
        var answer = await Server.SendAsync("PATCH", $"{Path}/web", """{"spec": {"clusterIP": "10.9.0.5", "clusterIPs": ["10.9.0.5"]}}""");
        answer.Code.ShouldBe(422);
        answer.Message.ShouldContain("may not change once set");
    }

    [Fact]
    public async Task A_headless_service_has_no_address_and_one_port_for_two_protocols_has_one_node_port()
    {
        (await CreatedAsync("headless", """{"clusterIP": "None"}"""))["spec"]!["clusterIP"]!.ToString().ShouldBe("None");
        var ports = (await CreatedAsync("dns", """{"type": "NodePort", "ports": [{"name": "t", "port": 53}, {"name": "u", "port": 53, "protocol": "UDP"}]}"""))["spec"]!["ports"]!;
        ports[0]!["nodePort"]!.ToString().ShouldBe(ports[1]!["nodePort"]!.ToString());
    }

    private static string Service(string name, string spec) => $$$"""{"metadata": {"name": "{{{name}}}"}, "spec": {{{spec}}}}""";

    private async Task<JsonNode> CreatedAsync(string name, string spec)
    {
        var answer = await Server.PostAsync(Path, Service(name, spec));
        answer.Code.ShouldBe(201, answer.ToString());
        return answer.Body;
    }
}
