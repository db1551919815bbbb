using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Rules;

public sealed class EndpointDefaultsTests : ServerTests
{
    [Fact]
    public async Task A_port_of_a_slice_has_a_name_and_a_protocol_which_describe_takes_for_granted()
    {
        var answer = await Server.PostAsync("/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
            """{"metadata":{"name":"a"},"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]}""");

        answer.Code.ShouldBe(201, answer.ToString());
        answer.Body.At("ports.0.name").ShouldBe("");
        answer.Body.At("ports.0.protocol").ShouldBe("TCP");
        (await Server.KubectlAsync("describe endpointslice a")).ShouldContain("<unset>");
    }

    [Fact]
    public async Task A_port_of_endpoints_has_a_protocol()
    {
        var answer = await Server.PostAsync("/api/v1/namespaces/default/endpoints",
            """{"metadata":{"name":"a"},"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}]}""");

        answer.Body.At("subsets.0.ports.0.protocol").ShouldBe("TCP");
    }
}
