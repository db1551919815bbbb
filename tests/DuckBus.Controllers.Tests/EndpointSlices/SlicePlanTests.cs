using DuckBus.Controllers.EndpointSlices;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Model.Meta;
using EndpointPort = DuckBus.Model.Discovery.EndpointPort;

namespace DuckBus.Controllers.Tests.EndpointSlices;

public sealed class SlicePlanTests
{
    private static readonly EndpointSlice Template = new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Labels = A.Labels((SliceLabels.ServiceName, "web")) },
    };

    private static EndpointGroup Group(int port, params IEnumerable<int> numbers) => new(
        "IPv4",
        [new EndpointPort { Name = "", Port = port, Protocol = "TCP" }],
        [.. numbers.Select(n => new Endpoint { Addresses = [$"10.97.{n / 250}.{n % 250}"], TargetRef = new ObjectReference { Uid = $"pod-{n}" } })]);

    private static SlicePlan Plan(IReadOnlyList<EndpointSlice> existing, params EndpointGroup[] groups) =>
        SlicePlan.For(Template, existing, groups, n => $"web-new{existing.Count}-{n}");

    private static List<EndpointSlice> Apply(IReadOnlyList<EndpointSlice> existing, SlicePlan plan)
    {
        var after = existing.Where(slice => plan.Delete.All(gone => gone.Metadata.Name != slice.Metadata.Name)).ToDictionary(slice => slice.Metadata.Name!);
        foreach (var slice in plan.Update) after[slice.Metadata.Name!] = slice;
        foreach (var slice in plan.Create) after.Add(slice.Metadata.Name!, slice);
        return [.. after.Values];
    }

    private static string Text(IEnumerable<EndpointSlice> slices) =>
        string.Join(" ", slices.Select(slice => $"{(slice.Ports is [var port, ..] ? port.Port : null)}:{slice.Endpoints!.Count}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(0, ":0")]
    [InlineData(1, "80:1")]
    [InlineData(100, "80:100")]
    [InlineData(101, "80:1 80:100")]
    [InlineData(250, "80:100 80:100 80:50")]
    public void A_slice_holds_a_hundred(int count, string expected)
    {
        var plan = Plan([], count == 0 ? [] : [Group(80, Enumerable.Range(1, count))]);
        Text(plan.Create).ShouldBe(expected);
        plan.Create.ShouldAllBe(slice => slice.Metadata.Labels == Template.Metadata.Labels && slice.AddressType == "IPv4");
        (plan.Update.Count, plan.Delete.Count).ShouldBe((0, 0));
        var again = Plan(plan.Create, count == 0 ? [] : [Group(80, Enumerable.Range(1, count))]);
        (again.Create.Count, again.Update.Count, again.Delete.Count).ShouldBe((0, 0, 0), "twice does nothing");
    }

    [Theory]
    [InlineData(101, 100, 1, 0)]   // one left the full slice
    [InlineData(100, 101, 0, 0)]   // one more than fits
    [InlineData(250, 1, 1, 2)]     // nearly all left
    [InlineData(250, 0, 1, 2)]     // all left: one slice tells so
    public void Changes_cost_few_writes(int before, int after, int updates, int deletions)
    {
        var there = Plan([], Group(80, Enumerable.Range(1, before))).Create;
        var plan = Plan(there, after == 0 ? [] : [Group(80, Enumerable.Range(before - after + 1 < 1 ? 1 : before - after + 1, after))]);
        Apply(there, plan).Sum(slice => slice.Endpoints!.Count).ShouldBe(after);
        (plan.Update.Count, plan.Delete.Count).ShouldBe((updates, deletions));
    }

    [Fact]
    public void Room_in_a_slice_is_used_before_another_is_made()
    {
        var there = Plan([], Group(80, Enumerable.Range(1, 150))).Create;
        var plan = Plan(there, Group(80, Enumerable.Range(11, 190)));
        plan.Create.ShouldBeEmpty();
        Text(Apply(there, plan)).ShouldBe("80:100 80:90");
    }

    [Fact]
    public void Endpoints_that_change_their_ports_take_their_slice_with_them()
    {
        var there = Plan([], Group(80, 1, 2)).Create;
        var plan = Plan(there, Group(90, 1, 2));
        (plan.Create.Count, plan.Delete.Count).ShouldBe((0, 0));
        plan.Update.ShouldHaveSingleItem().Metadata.Name.ShouldBe(there[0].Metadata.Name);
        Text(plan.Update).ShouldBe("90:2");
        Text(Apply(there, Plan(there, Group(80, 1), Group(90, 2)))).ShouldBe("80:1 90:1");
    }

    [Fact]
    public void An_endpoint_that_stands_in_two_slices_stays_in_one()
    {
        var there = Plan([], Group(80, 1, 2)).Create[0];
        var twin = there with { Metadata = there.Metadata with { Name = "web-twin" } };
        Text(Apply([there, twin], Plan([there, twin], Group(80, 1, 2)))).ShouldBe("80:2");
    }

    [Fact]
    public void The_type_of_the_addresses_of_a_slice_never_changes()
    {
        var there = Plan([], Group(80, 1)).Create;
        var plan = Plan(there, Group(80, 1) with { AddressType = "IPv6" });
        plan.Create.ShouldHaveSingleItem().AddressType.ShouldBe("IPv6");
        plan.Delete.ShouldHaveSingleItem();
    }

    [Fact]
    public void Names_are_the_same_each_time_and_never_one_that_is_taken()
    {
        var first = SliceNames.Free("web", "uid-1", new HashSet<string>()).Take(2).ToList();
        first[0].ShouldMatch("^web-[a-z0-9]{5}$");
        SliceNames.Free("web", "uid-1", new HashSet<string> { first[0] }).First().ShouldBe(first[1]);
        SliceNames.Free("web", "uid-2", new HashSet<string>()).First().ShouldNotBe(first[0]);
    }
}
