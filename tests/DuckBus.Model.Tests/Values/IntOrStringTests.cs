using DuckBus.Model.Apps;
using DuckBus.Model.Values;

namespace DuckBus.Model.Tests.Values;

public sealed class IntOrStringTests
{
    [Theory]
    [InlineData("""{"maxSurge":1}""", 1, null)]
    [InlineData("""{"maxSurge":"25%"}""", null, "25%")]
    [InlineData("""{"maxSurge":"1"}""", null, "1")]
    public void It_stays_what_it_was(string json, int? number, string? text)
    {
        var surge = json.As<RollingUpdateDeployment>().MaxSurge.ShouldNotBeNull();
        surge.Number.ShouldBe(number);
        surge.Text.ShouldBe(text);
        new RollingUpdateDeployment { MaxSurge = surge }.ToJson().ShouldBe(json);
    }

    [Theory]
    [InlineData("""{"maxSurge":1.5}""")]
    [InlineData("""{"maxSurge":99999999999}""")]
    [InlineData("""{"maxSurge":[]}""")]
    public void Other_values_are_refused_and_the_field_is_named(string json) =>
        Should.Throw<System.Text.Json.JsonException>(() => json.As<RollingUpdateDeployment>()).Path.ShouldBe("$.maxSurge");

    [Fact]
    public void It_reads_as_a_person_would_write_it()
    {
        new IntOrString(80).ToString().ShouldBe("80");
        new IntOrString("http").ToString().ShouldBe("http");
    }
}
