using System.Text;
using DuckBus.ApiServer.Http.Yaml;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Tests.Http;

public sealed class YamlToJsonTests
{
    [Theory]
    [InlineData("a: b", """{"a":"b"}""")]
    [InlineData("{a: 1, b: [x, z]}", """{"a":1,"b":["x","z"]}""")]
    [InlineData("a:\n- b: 1\n  c: 2\n- d", """{"a":[{"b":1,"c":2},"d"]}""")]
    [InlineData("a: yes\nb: off\nc: True\nd: 'yes'\ne: \"1\"", """{"a":true,"b":false,"c":true,"d":"yes","e":"1"}""")]
    [InlineData("a: ~\nb:\nc: null\nd: ''", """{"a":null,"b":null,"c":null,"d":""}""")]
    [InlineData("a: 0644\nb: 0x1F\nc: 0o17\nd: 1_000\ne: -5\nf: 0b11", """{"a":420,"b":31,"c":15,"d":1000,"e":-5,"f":3}""")]
    [InlineData("a: 1.5\nb: 1e3\nc: .5\nd: 08", """{"a":1.5,"b":1000,"c":0.5,"d":8}""")]
    [InlineData("a: 1.2.3\nb: 12ab\nc: 2026-11-21\nd: 10:20\ne: 1Gi", """{"a":"1.2.3","b":"12ab","c":"2026-11-21","d":"10:20","e":"1Gi"}""")]
    [InlineData("a: 18446744073709551615\nb: -9223372036854775808", """{"a":18446744073709551615,"b":-9223372036854775808}""")]
    [InlineData("a: !!str 5\nb: !!binary aGk=\nc: !!int '7'", """{"a":"5","b":"hi","c":7}""")]
    [InlineData("a: |\n  x\n  y\nb: >\n  x\n  y", """{"a":"x\ny\n","b":"x y"}""")]
    [InlineData("1: a\ntrue: b", """{"1":"a","true":"b"}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3", """{"a":{"b":1,"c":2},"d":{"c":3,"b":1}}""")]
    [InlineData("a: 1\n---\nb: 2", """{"a":1}""")]
    [InlineData("# only this\na: 1 # and this", """{"a":1}""")]
    public void Plain_values_have_the_types_that_Kubernetes_gives_them(string yaml, string json) =>
        Encoding.UTF8.GetString(YamlToJson.Convert(Encoding.UTF8.GetBytes(yaml))).ShouldBe(json);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("a: [1")]
    [InlineData("a: b: c")]
    [InlineData("a: *nowhere")]
    [InlineData("a: .inf")]
    [InlineData("a: !!binary '%'")]
    [InlineData("? [1]\n: 2")]
    [InlineData("a: &x [*x]")]
    [InlineData("a: &x {<<: *x}")]
    [InlineData("a: {<<: 5}")]
    [InlineData("a: \"\\uD820\\u0041\"")]
    [InlineData("a: \"\\uD820\"")]
    [InlineData("a: \"\\uDC20\"")]
    [InlineData("a: \"\\UFFFFFFFF\"")]
    public void What_JSON_cannot_hold_is_a_bad_request(string yaml) =>
        Should.Throw<StatusException>(() => YamlToJson.Convert(Encoding.UTF8.GetBytes(yaml))).Status.Code.ShouldBe(400);

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("[{")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{\"a\":[")]
    public void What_is_too_deep_or_not_closed_is_a_bad_request(string level)
    {
        foreach (var begin in new[] { "", "a: ", "a:\n  b:\n    -\n      \"c\": " })
            foreach (var levels in new[] { 20, 66, 100, 1_100, 20_000 })
                foreach (var end in new[] { "", "1", ",", "false\n      \"d\": 1\n", "\n---\n", ": x", "\t" })
                    if (levels > 64 || level is not ("- " or "? "))
                        Should.Throw<StatusException>(
                            () => YamlToJson.Convert(Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(level, levels)) + end)),
                            $"{begin}, {levels} × {level}, {end}").Status.Code.ShouldBe(400);
    }

    [Fact]
    public void Aliases_cannot_make_a_few_lines_fill_the_memory()
    {
        var yaml = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var i = 1; i < 12; i++) yaml.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var refused = Should.Throw<StatusException>(() => YamlToJson.Convert(Encoding.UTF8.GetBytes(yaml.ToString())));

        refused.Message.ShouldContain("too large");
    }
}
