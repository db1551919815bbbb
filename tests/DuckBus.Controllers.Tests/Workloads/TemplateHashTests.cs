using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.Controllers.Tests.Workloads;

public sealed class TemplateHashTests
{
    [Fact]
    public void The_same_template_has_the_same_hash_however_its_labels_are_ordered()
    {
        var left = A.Template() with { Metadata = new() { Labels = A.Labels(("a", "1"), ("b", "2")) } };
        var right = A.Template() with { Metadata = new() { Labels = A.Labels(("b", "2"), ("a", "1")) } };
        TemplateHash.Of(left).ShouldBe(TemplateHash.Of(right));
        TemplateHash.Same(left, right).ShouldBeTrue();
    }

    [Fact]
    public void The_hash_label_itself_does_not_count() =>
        TemplateHash.Same(A.Template() with { Metadata = new() { Labels = A.Labels(("app", "web"), (TemplateHash.Label, "x")) } }, A.Template()).ShouldBeTrue();

    [Fact]
    public void The_hash_of_a_template_stays_the_same_for_ever() => TemplateHash.Of(A.Template()).ShouldBe(TemplateHash.Of(A.Template("duck")));

    [Fact]
    public void Other_templates_and_other_collision_counts_have_other_hashes() =>
        new[] { TemplateHash.Of(A.Template()), TemplateHash.Of(A.Template("goose")), TemplateHash.Of(A.Template(), 1), TemplateHash.Of(A.Template(), 2) }
            .ShouldBeUnique();

    [Fact]
    public void A_hash_is_a_dns_label() => TemplateHash.Of(A.Template()).ShouldMatch("^[a-z0-9]{1,10}$");

    [Theory]
    [InlineData("""{"metadata":{"creationTimestamp":null}}""")]
    [InlineData("""{"metadata":{"annotations":{}}}""")]
    [InlineData("""{"spec":{"nodeSelector":{},"volumes":[],"hostNetwork":false,"hostname":""}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"main","image":"duck","resources":{},"env":[],"command":null}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"main","image":"duck","resources":{"limits":{}},"tty":false}]}}""")]
    public void A_template_that_went_through_a_client_is_the_same(string empty) =>
        TemplateHash.Same(Merged(empty), A.Template()).ShouldBeTrue();

    [Theory]
    [InlineData("""{"metadata":{"labels":{"app":""}}}""")]
    [InlineData("""{"metadata":{"annotations":{"note":""}}}""")]
    [InlineData("""{"spec":{"terminationGracePeriodSeconds":0}}""")]
    [InlineData("""{"spec":{"securityContext":{"runAsUser":0}}}""")]
    [InlineData("""{"spec":{"automountServiceAccountToken":false}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"main","image":"duck","args":[""]}]}}""")]
    [InlineData("""{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""")]
    public void Nothing_that_says_something_is_left_out(string change) =>
        TemplateHash.Same(Merged(change), A.Template()).ShouldBeFalse();

    private static PodTemplateSpec Merged(string json)
    {
        var template = JsonNode.Parse(ModelJson.Write(A.Template()))!.AsObject();
        foreach (var (part, fields) in JsonNode.Parse(json)!.AsObject())
            foreach (var (name, value) in fields!.AsObject()) template[part]![name] = value?.DeepClone();
        return template.Deserialize<PodTemplateSpec>(ModelJson.Options)!;
    }
}
