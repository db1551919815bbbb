using System.Text.Json;
using DuckBus.Model.Coordination;
using DuckBus.Model.Meta;
using FsCheck;
using FsCheck.Fluent;

namespace DuckBus.Model.Tests.Json;

public sealed class TimeTests
{
    [Theory]
    [InlineData("2026-11-21T06:00:00Z", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-21T08:00:00+02:00", "2026-11-21T06:00:00Z")]
    [InlineData("2026-11-21T06:00:00.987654321Z", "2026-11-21T06:00:00Z")]
    public void Times_are_written_in_UTC_with_whole_seconds(string read, string written) =>
        $$"""{"creationTimestamp":"{{read}}"}""".As<ObjectMeta>().ToJson().ShouldBe($$"""{"creationTimestamp":"{{written}}"}""");

    [Theory]
    [InlineData("2026-11-21T06:00:00Z", "2026-11-21T06:00:00.000000Z")]
    [InlineData("2026-11-21T06:00:00.123456Z", "2026-11-21T06:00:00.123456Z")]
    public void Times_of_leases_have_microseconds(string read, string written) =>
        $$"""{"renewTime":"{{read}}"}""".As<LeaseSpec>().ToJson().ShouldBe($$"""{"renewTime":"{{written}}"}""");

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"06:00\"")]
    [InlineData("\"2026-11-21\"")]
    [InlineData("\"11/21/2026\"")]
    [InlineData("\"2026-13-21T06:00:00Z\"")]
    [InlineData("\"2026-11-21T25:00:00Z\"")]
    [InlineData("1795240800")]
    public void What_is_not_RFC_3339_is_refused(string json) =>
        Should.Throw<JsonException>(() => $$"""{"creationTimestamp":{{json}}}""".As<ObjectMeta>()).Message.ShouldContain("2026-11-21T06:00:00Z");

    [Fact]
    public void Any_time_of_a_lease_survives_to_the_microsecond() => Prop.ForAll(
        ArbMap.Default.ArbFor<DateTimeOffset>(),
        time =>
        {
            var whole = time.AddTicks(-(time.UtcTicks % 10));
            return new LeaseSpec { RenewTime = whole }.ToJson().As<LeaseSpec>().RenewTime == whole;
        }).QuickCheckThrowOnFailure();
}
