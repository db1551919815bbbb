using System.Text.Json.Nodes;
using DuckBus.Client.Objects;
using DuckBus.Controllers.EndpointSlices;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class ServiceEndpointsTests
{
    private static Service New(bool selects = true) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "web", Labels = A.Labels(("tier", "front")) },
        Spec = new ServiceSpec { Selector = selects ? A.Labels(("app", "web")) : null, Ports = [new ServicePort { Port = 80, TargetPort = new(8080) }] },
    };

    private static async Task<Pod> PodAsync(TestCluster cluster, string name, string ip)
    {
        var pod = await cluster.Api.CreateAsync(
            new Pod { Metadata = new ObjectMeta { Namespace = "default", Name = name, Labels = A.Labels(("app", "web")) }, Spec = A.Template().Spec with { NodeName = "node-1" } }, default);
        return await ReadyAsync(cluster, pod, true, ip);
    }

    private static Task<Pod> ReadyAsync(TestCluster cluster, Pod pod, bool ready, string ip) => cluster.Api.UpdateStatusAsync(
        pod with
        {
            Metadata = pod.Metadata with { ResourceVersion = null },
            Status = new PodStatus { Phase = "Running", PodIP = ip, PodIPs = [new PodIP { Ip = ip }], Conditions = [new PodCondition { Type = "Ready", Status = ready ? "True" : "False" }] },
        }, default);

    private static string Text(IReadOnlyList<EndpointSlice> slices) => string.Join(' ', slices
        .Where(slice => slice.Metadata.Labels!.GetValueOrDefault(SliceLabels.ServiceName) == "web")
        .SelectMany(slice => slice.Endpoints ?? [])
        .Select(each => $"{each.Addresses![0]}{(each.Conditions?.Ready == true ? "" : "!")}{(each.Conditions?.Terminating == true ? "†" : "")}")
        .Order(StringComparer.Ordinal));

    private static string Text(IReadOnlyList<Endpoints> all) => string.Join(' ', all
        .Where(each => each.Metadata.Name == "web")
        .SelectMany(each => each.Subsets ?? [])
        .SelectMany(subset => (subset.Addresses ?? []).Select(each => each.Ip).Concat((subset.NotReadyAddresses ?? []).Select(each => each.Ip + "!"))));

    private static async Task UntilAsync(TestCluster cluster, string what, string slices, string endpoints)
    {
        await cluster.UntilAsync<EndpointSlice>(what, all => Text(all) == slices);
        await cluster.UntilAsync<Endpoints>(what, all => Text(all) == endpoints);
    }

    [Fact]
    public async Task Endpoints_follow_the_pods_and_go_with_the_service()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: false);
        var service = await cluster.Api.CreateAsync(New(), default);
        await cluster.UntilAsync<EndpointSlice>("one slice tells that there are none", all =>
            all is [{ Endpoints: null or { Count: 0 } } slice] && slice.Metadata.Labels!["tier"] == "front" && Owners.Controls(service, slice));

        var (first, second) = (await PodAsync(cluster, "a", "10.97.0.5"), await PodAsync(cluster, "b", "10.97.0.6"));
        await UntilAsync(cluster, "two are ready", "10.97.0.5 10.97.0.6", "10.97.0.5 10.97.0.6");
        await ReadyAsync(cluster, first, false, "10.97.0.5");
        await UntilAsync(cluster, "one is not ready", "10.97.0.5! 10.97.0.6", "10.97.0.6 10.97.0.5!");
        await cluster.Api.DeleteAsync<Pod>("default", "b", new(), default);
        await UntilAsync(cluster, "the other one leaves", "10.97.0.5! 10.97.0.6!†", "10.97.0.5!");
        await cluster.Api.DeleteAsync<Pod>("default", "b", new(GracePeriodSeconds: 0), default);
        await cluster.Api.MergePatchAsync<Pod>("default", "a", new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "debug" } } }, null, default);
        await UntilAsync(cluster, "none is left", "", "");
        (await cluster.ListAsync<EndpointSlice>()).Count.ShouldBe(1);

        await cluster.Api.DeleteAsync<EndpointSlice>("default", (await cluster.ListAsync<EndpointSlice>())[0].Metadata.Name!, new(), default);
        await cluster.UntilAsync<EndpointSlice>("a slice that somebody deletes comes back", all => all.Count == 1);
        await cluster.Api.DeleteAsync<Service>("default", "web", new(), default);
        await cluster.UntilAsync<EndpointSlice>("slices go with the service", all => all.Count == 0);
        await cluster.UntilAsync<Endpoints>("so do Endpoints", all => all.Count == 0);
    }

    [Fact]
    public async Task Hand_made_Endpoints_are_mirrored_and_hand_made_slices_are_left_alone()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: false);
        await cluster.Api.CreateAsync(New(selects: false), default);
        await cluster.Api.CreateAsync(
            new EndpointSlice
            {
                Metadata = new ObjectMeta { Namespace = "default", Name = "mine", Labels = A.Labels((SliceLabels.ServiceName, "web"), (SliceLabels.ManagedBy, "me")) },
                AddressType = "IPv4",
                Endpoints = [new Endpoint { Addresses = ["192.0.2.9"], Conditions = new EndpointConditions { Ready = true } }],
            }, default);
        var made = await cluster.Api.CreateAsync(
            new Endpoints
            {
                Metadata = new ObjectMeta { Namespace = "default", Name = "web" },
                Subsets = [new EndpointSubset { Addresses = [new EndpointAddress { Ip = "192.0.2.1" }], Ports = [new Model.Core.EndpointPort { Port = 5432 }] }],
            }, default);
        await cluster.UntilAsync<EndpointSlice>("both are there", all => Text(all) == "192.0.2.1 192.0.2.9");
        await cluster.Api.UpdateAsync(made with { Subsets = [made.Subsets![0] with { Addresses = [new EndpointAddress { Ip = "192.0.2.2" }] }] }, default);
        await cluster.UntilAsync<EndpointSlice>("the change is mirrored", all => Text(all) == "192.0.2.2 192.0.2.9");
        await cluster.Api.DeleteAsync<Endpoints>("default", "web", new(), default);
        await cluster.UntilAsync<EndpointSlice>("the hand-made one is left", all => Text(all) == "192.0.2.9");
        await cluster.Api.DeleteAsync<Service>("default", "web", new(), default);
        (await cluster.ListAsync<EndpointSlice>()).ShouldHaveSingleItem().Metadata.Name.ShouldBe("mine");
    }
}
