using System.Text;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Http.Fields;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Http;

public sealed class FieldFindingsTests
{
    [Theory]
    [InlineData("""{"name":"x"}""", "")]
    [InlineData("""{"nmae":"x"}""", "unknown field \"nmae\"")]
    [InlineData("""{"Name":"x"}""", "unknown field \"Name\"")]
    [InlineData("""{"n\u0061me":"x"}""", "")]
    [InlineData("""{"items":[{},{"a":1,"b":{"c":2}}]}""", "unknown field \"items[1].a\", unknown field \"items[1].b\"")]
    [InlineData("""{"byName":{"k":{"x":1}}}""", "unknown field \"byName.k.x\"")]
    [InlineData("""{"labels":{"any":"thing","a":"b"}}""", "")]
    [InlineData("""{"labels":{"a":"b","a":"c"}}""", "duplicate field \"labels.a\"")]
    [InlineData("""{"name":"x","name":"y"}""", "duplicate field \"name\"")]
    [InlineData("""{"items":[{"name":"x"},{"name":"y"}]}""", "")]
    [InlineData("""{"inner":{"name":"x"},"inner":{"name":"y"},"zzz":1}""", "duplicate field \"inner\", unknown field \"zzz\"")]
    [InlineData("""{"zzz":{"a":1,"a":2}}""", "unknown field \"zzz\", duplicate field \"zzz.a\"")]
    [InlineData("""{"inner":[{"x":1}],"items":{"x":1},"labels":["x"]}""", "")]
    public void Unknown_and_duplicate_fields_are_told_with_their_paths(string json, string expected) =>
        string.Join(", ", Scan(json).Mistakes).ShouldBe(expected);

    [Theory]
    [InlineData("""{"probe":{"name":"x"}}""", "probe: DuckBus does not act on this field yet")]
    [InlineData("""{"probe":{}}""", "")]
    [InlineData("""{"probe":null}""", "")]
    [InlineData("""{"host":true}""", "host: DuckBus does not act on this field yet; pods have a network of their own")]
    [InlineData("""{"host":false}""", "")]
    [InlineData("""{"policy":"ClusterFirst"}""", "")]
    [InlineData("""{"policy":"None"}""", "policy: DuckBus does not act on this field yet")]
    [InlineData("""{"items":[{},{"user":0}]}""", "items[1].user: DuckBus does not act on this field yet")]
    public void Fields_that_are_set_and_not_acted_on_are_told(string json, string expected) =>
        string.Join(", ", Scan(json).Unused).ShouldBe(expected);

    [Fact]
    public void More_mistakes_than_anybody_reads_are_cut_off()
    {
        var json = new StringBuilder("{");
        for (var i = 0; i < 500; i++) json.Append($"\"x{i}\":1,");

        Scan(json.Append("\"name\":\"x\"}").ToString()).Mistakes.Count.ShouldBe(100);
    }

    private static FieldFindings Scan(string json)
    {
        var findings = new FieldFindings();
        JsonScan.Check(Encoding.UTF8.GetBytes(json), typeof(Sample), findings);
        return findings;
    }

    private sealed record Sample : Extensible
    {
        public string? Name { get; init; }

        public Sample? Inner { get; init; }

        public IReadOnlyList<Sample>? Items { get; init; }

        public IReadOnlyDictionary<string, Sample>? ByName { get; init; }

        public IReadOnlyDictionary<string, string>? Labels { get; init; }

        [NotActedOn]
        public Sample? Probe { get; init; }

        [NotActedOn("pods have a network of their own")]
        public bool? Host { get; init; }

        [NotActedOn(Unless = "ClusterFirst")]
        public string? Policy { get; init; }

        [NotActedOn]
        public long? User { get; init; }
    }
}
