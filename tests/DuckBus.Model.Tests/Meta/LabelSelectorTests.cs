using DuckBus.Model.Meta;

namespace DuckBus.Model.Tests.Meta;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Duck = new() { ["app"] = "duck", ["tier"] = "web", ["empty"] = "" };

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"matchLabels":{}}""", true)]
    [InlineData("""{"matchLabels":{"app":"duck"}}""", true)]
    [InlineData("""{"matchLabels":{"app":"duck","tier":"web"}}""", true)]
    [InlineData("""{"matchLabels":{"app":"Duck"}}""", false)]
    [InlineData("""{"matchLabels":{"app":"duck","tier":"db"}}""", false)]
    [InlineData("""{"matchLabels":{"missing":""}}""", false)]
    [InlineData("""{"matchLabels":{"empty":""}}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"In","values":["goose","duck"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"In","values":["goose"]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"In"}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"missing","operator":"In","values":["duck"]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"NotIn","values":["goose"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"NotIn","values":["duck"]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"missing","operator":"NotIn","values":["duck"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"empty","operator":"Exists"}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"missing","operator":"Exists"}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"missing","operator":"DoesNotExist"}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"DoesNotExist"}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"Quacks"}]}""", false)]
    [InlineData("""{"matchLabels":{"app":"duck"},"matchExpressions":[{"key":"tier","operator":"In","values":["db"]}]}""", false)]
    [InlineData("""{"matchLabels":{"app":"duck"},"matchExpressions":[{"key":"tier","operator":"Exists"}]}""", true)]
    public void A_selector_matches_when_all_its_requirements_are_met(string selector, bool matches) =>
        selector.As<LabelSelector>().Matches(Duck).ShouldBe(matches);

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"matchLabels":{"app":"duck"}}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"Exists"}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"app","operator":"NotIn","values":["duck"]}]}""", true)]
    public void An_object_without_labels_meets_only_requirements_that_ask_for_none(string selector, bool matches) =>
        selector.As<LabelSelector>().Matches(null).ShouldBe(matches);
}
