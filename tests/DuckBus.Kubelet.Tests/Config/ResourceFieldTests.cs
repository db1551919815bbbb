using DuckBus.Kubelet.Config;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Tests.Config;

public sealed class ResourceFieldTests
{
    private static readonly Container Container = new()
    {
        Name = "c",
        Resources = new ResourceRequirements
        {
            Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("64Mi") },
            Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("250m") },
        },
    };

    [Theory]
    [InlineData("limits.memory", null, "67108864")]
    [InlineData("limits.memory", "1Mi", "64")]
    [InlineData("requests.memory", "1Mi", "64")]
    [InlineData("requests.cpu", null, "1")]
    [InlineData("requests.cpu", "1m", "250")]
    [InlineData("limits.cpu", null, "4")]
    public void A_request_or_limit_is_told_in_units_of_the_divisor(string resource, string? divisor, string value) =>
        ResourceField.Value(
            Container,
            new ResourceFieldSelector { Resource = resource, Divisor = divisor is null ? null : Quantity.Parse(divisor) },
            new MachineSize(4, 8L << 30)).ShouldBe(value);

    [Fact]
    public void A_resource_that_does_not_exist_is_named() =>
        Should.Throw<ConfigException>(() => ResourceField.Value(Container, new ResourceFieldSelector { Resource = "limits.ducks" }, new MachineSize(4, 1)))
            .Message.ShouldBe("unsupported container resource: limits.ducks");
}
