using System.Text;
using DuckBus.Model.Json;

namespace DuckBus.Model.Tests.Json;

public sealed class JsonEqualityTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", true)]
    [InlineData("""{"a":1,"b":2}""", """{"b":1,"a":2}""", false)]
    [InlineData("""{"a":1.0}""", """{"a":1.00}""", true)]
    [InlineData("""{"a":1}""", """{"a":10}""", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":"x"}""", """{"a":"\u0078"}""", true)]
    [InlineData("""{"a":"x"}""", """{"a":"y"}""", false)]
    [InlineData("""{"a":true}""", """{"a":false}""", false)]
    [InlineData("""{"a":null}""", """{"a":{}}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2,3]}""", false)]
    [InlineData("""{"a":"1","c":{"x":1,"y":2}}""", """{"c":{"y":2,"x":1},"a":"1"}""", true)]
    public void The_order_of_fields_and_how_a_value_is_written_do_not_count(string a, string b, bool same)
    {
        JsonEquality.Same(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b)).ShouldBe(same);
        JsonEquality.Same(Encoding.UTF8.GetBytes(b), Encoding.UTF8.GetBytes(a)).ShouldBe(same);
    }
}
