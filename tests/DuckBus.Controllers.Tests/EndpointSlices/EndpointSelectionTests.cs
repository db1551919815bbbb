using DuckBus.Controllers.EndpointSlices;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Tests.EndpointSlices;

public sealed class EndpointSelectionTests
{
    [Theory]
    [InlineData(true, false, false, true, true, false)]
    [InlineData(false, false, false, false, false, false)]
    [InlineData(true, true, false, false, true, true)]
    [InlineData(false, true, false, false, false, true)]
    [InlineData(false, false, true, true, false, false)]
    [InlineData(true, true, true, true, true, true)]
    public void Conditions_are_those_of_Kubernetes(bool podReady, bool leaving, bool publishNotReady, bool ready, bool serving, bool terminating)
    {
        var service = Given.Service();
        service = service with { Spec = service.Spec with { PublishNotReadyAddresses = publishNotReady } };
        var pod = Given.Pod("a", "10.97.0.5", podReady);
        var endpoint = EndpointSelection.For(service, [leaving ? A.Leaving(pod) : pod]).ShouldHaveSingleItem().Endpoints.ShouldHaveSingleItem();
        (endpoint.Conditions!.Ready, endpoint.Conditions.Serving, endpoint.Conditions.Terminating).ShouldBe((ready, serving, terminating));
        endpoint.Addresses.ShouldBe(["10.97.0.5"]);
        endpoint.NodeName.ShouldBe("node-1");
        (endpoint.TargetRef!.Kind, endpoint.TargetRef.Name, endpoint.TargetRef.Uid).ShouldBe(("Pod", "a", pod.Metadata.Uid));
    }

    [Fact]
    public void Pods_that_are_finished_or_have_no_address_or_other_labels_are_left_out()
    {
        var stranger = Given.Pod("stranger", "10.97.0.9") with { Metadata = A.Meta("stranger", ("app", "db")) };
        Pod[] pods = [Given.Pod("done", "10.97.0.5", phase: "Succeeded"), Given.Pod("failed", "10.97.0.6", phase: "Failed"), Given.Pod("new", null), stranger];
        EndpointSelection.For(Given.Service(), pods).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ExternalName", true)]
    [InlineData("ClusterIP", false)]
    public void A_service_that_selects_nothing_has_none(string type, bool selects)
    {
        var service = Given.Service();
        service = service with { Spec = service.Spec with { Type = type, Selector = selects ? service.Spec.Selector : null } };
        EndpointSelection.For(service, [Given.Pod("a", "10.97.0.5")]).ShouldBeEmpty();
    }

    [Fact]
    public void A_named_port_is_looked_up_in_each_pod_and_one_that_no_container_has_is_left_out()
    {
        var service = Given.Service("web", Given.Port(80, new IntOrString("http"), "http"), Given.Port(53, new IntOrString("dns"), "dns", "UDP"));
        var groups = EndpointSelection.For(service,
        [
            Given.Pod("a", "10.97.0.5", ports: [Given.Named("http", 8080), Given.Named("dns", 5353, "UDP")]),
            Given.Pod("b", "10.97.0.6", ports: [Given.Named("http", 9090), Given.Named("dns", 5353, "UDP")]),
            Given.Pod("c", "10.97.0.7", ports: [Given.Named("http", 8080), Given.Named("dns", 5353)]),
            Given.Pod("d", "10.97.0.8", ports: [Given.Named("http", 8080), Given.Named("dns", 5353, "UDP")]),
        ]);
        groups.Select(group => (
            string.Join(' ', group.Ports.Select(port => $"{port.Name}:{port.Port}/{port.Protocol}")),
            string.Join(' ', group.Endpoints.Select(endpoint => endpoint.TargetRef!.Name)))).ShouldBe(
        [
            ("http:8080/TCP dns:5353/UDP", "a d"),
            ("http:9090/TCP dns:5353/UDP", "b"),
            ("http:8080/TCP", "c"),
        ]);
    }

    [Fact]
    public void The_port_of_a_sidecar_counts_and_that_of_an_init_container_does_not()
    {
        var service = Given.Service("web", Given.Port(80, new IntOrString("side"), "side"), Given.Port(81, new IntOrString("init"), "init"));
        var pod = Given.Pod("a", "10.97.0.5");
        pod = pod with
        {
            Spec = pod.Spec with
            {
                InitContainers =
                [
                    new Container { Name = "s", RestartPolicy = "Always", Ports = [Given.Named("side", 7000)] },
                    new Container { Name = "i", Ports = [Given.Named("init", 7001)] },
                ],
            },
        };
        EndpointSelection.For(service, [pod])[0].Ports.ShouldHaveSingleItem().Port.ShouldBe(7000);
    }

    [Theory]
    [InlineData("db-0", "web", "db-0")]
    [InlineData("db-0", "other", null)]
    [InlineData("db-0", null, null)]
    [InlineData(null, "web", null)]
    public void Only_a_pod_with_a_hostname_in_the_service_s_subdomain_has_a_name_of_its_own(string? hostname, string? subdomain, string? expected)
    {
        var pod = Given.Pod("a", "10.97.0.5");
        pod = pod with { Spec = pod.Spec with { Hostname = hostname, Subdomain = subdomain } };
        EndpointSelection.For(Given.Service(), [pod])[0].Endpoints[0].Hostname.ShouldBe(expected);
    }

    [Fact]
    public void A_headless_service_without_ports_has_endpoints_without_ports()
    {
        var service = Given.Service();
        service = service with { Spec = service.Spec with { ClusterIP = "None", Ports = null } };
        var group = EndpointSelection.For(service, [Given.Pod("a", "10.97.0.5")]).ShouldHaveSingleItem();
        (group.Ports.Count, group.Endpoints.Count).ShouldBe((0, 1));
        SliceLabels.Of(service, "me").GetValueOrDefault(SliceLabels.Headless).ShouldBe("");
    }
}
