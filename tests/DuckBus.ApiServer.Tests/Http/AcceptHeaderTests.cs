using DuckBus.ApiServer.Http;

namespace DuckBus.ApiServer.Tests.Http;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("*/*", "")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/yaml;q=0.5, application/json", "application/json application/yaml")]
    [InlineData("application/json;q=0.5, application/yaml;q=0.8, text/plain;q=0", "application/yaml application/json")]
    [InlineData("*/*, application/json", "application/json */*")]
    [InlineData("application/a@v1+protobuf, application/json", "application/json")]
    [InlineData("application/a@v1+protobuf", "unreadable/unreadable")]
    public void Media_types_come_best_first(string header, string expected) =>
        string.Join(' ', AcceptHeader.Parse(header).Select(type => type.MediaType.Value)).ShouldBe(expected);

    [Fact]
    public void A_shape_is_told_by_its_parameters()
    {
        var types = AcceptHeader.Parse("application/json;as=Table;v=v1;g=meta.k8s.io,application/json");

        types[0].TakesJson("meta.k8s.io", "v1", "Table").ShouldBeTrue();
        types[1].TakesJson("meta.k8s.io", "v1", "Table").ShouldBeFalse();
        types[1].Parameter("as").ShouldBeNull();
    }
}
