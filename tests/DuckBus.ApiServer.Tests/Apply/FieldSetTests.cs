using System.Text;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Tests.Apply;

public sealed class FieldSetTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"f:data":{"f:a":{}}}""")]
    [InlineData("""{"f:metadata":{"f:labels":{".":{},"f:app":{},"f:tier":{}}}}""")]
    [InlineData("""{"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{}}}}""")]
    [InlineData("""{"f:finalizers":{".":{},"v:\"a/b\"":{}},"f:list":{"i:0":{},"i:12":{}}}""")]
    [InlineData("""{"f:data":{"f:a.b/c \"d\" é":{}}}""")]
    public void FieldsV1_comes_back_as_it_was(string json) => System.Text.Json.JsonDocument.Parse(FieldsV1.Write(Set(json)).Utf8).RootElement
        .ShouldSatisfyAllConditions(back => System.Text.Json.JsonElement.DeepEquals(back, System.Text.Json.JsonDocument.Parse(json).RootElement).ShouldBeTrue(back.GetRawText()));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"x":{}}""")]
    [InlineData("""{"f:a":1}""")]
    [InlineData("""{"k:{":{}}""")]
    [InlineData("""{"k:[1]":{}}""")]
    [InlineData("""{"v:{]":{}}""")]
    [InlineData("""{"i:x":{}}""")]
    [InlineData("""{"":{}}""")]
    public void What_is_no_FieldsV1_is_not_read(string json) => FieldsV1.Read(Raw(json)).ShouldBeNull();

    [Fact]
    public void Keys_in_another_order_are_the_same_item() =>
        Set("""{"k:{\"protocol\":\"TCP\", \"port\":80}":{}}""").ShouldBe(Set("""{"k:{\"port\":80,\"protocol\":\"TCP\"}":{}}"""));

    [Theory]
    [InlineData("""{"f:a":{},"f:b":{}}""", """{"f:b":{},"f:c":{}}""", ".a .b .c", ".b", ".a")]
    [InlineData("""{"f:m":{".":{},"f:x":{}}}""", """{"f:m":{"f:x":{},"f:y":{}}}""", ".m .m.x .m.y", ".m.x", ".m")]
    [InlineData("""{"f:m":{"f:x":{}}}""", """{"f:m":{}}""", ".m .m.x", "", ".m.x")]
    [InlineData("{}", """{"f:a":{}}""", ".a", "", "")]
    public void Sets_are_united_intersected_and_subtracted(string left, string right, string union, string both, string difference)
    {
        var (a, b) = (Set(left), Set(right));

        a.Union(b).ToString().ShouldBe(union);
        b.Union(a).ShouldBe(a.Union(b));
        a.Intersect(b).ToString().ShouldBe(both);
        b.Intersect(a).ShouldBe(a.Intersect(b));
        a.Except(b).ToString().ShouldBe(difference);
        a.Except(a).IsEmpty.ShouldBeTrue();
        a.Except(b).Union(a.Intersect(b)).ShouldBe(a);
    }

    [Fact]
    public void Paths_are_written_as_Kubernetes_writes_them() =>
        Set("""{"f:spec":{"f:c":{"k:{\"name\":\"web\"}":{"f:p":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{}}}},"f:s":{"v:\"x\"":{}},"f:l":{"i:3":{}}}}""")
            .ToString().ShouldBe(""".spec.c[name="web"].p[containerPort=80,protocol="TCP"] .spec.l[3] .spec.s[="x"]""");

    private static FieldSet Set(string json) => FieldsV1.Read(Raw(json)).ShouldNotBeNull();

    private static RawJson Raw(string json) => new(Encoding.UTF8.GetBytes(json));
}
