using DuckBus.Scenes.Scenes;

namespace DuckBus.Scenes.Tests;

public sealed class FlaskSceneTests
{
    [Theory]
    [InlineData("kubectl apply: The Service \"flask\" is invalid: spec.ports[0].nodePort: Invalid value: 31181: provided port is not in the valid range. The range of valid ports is 31280-31289", "31280-31289")]
    [InlineData("kubectl apply: The Service \"flask\" is invalid: spec.ports[0].nodePort: Invalid value: 31181: provided port is already allocated", null)]
    public void Node_ports_that_are_others_than_the_samples_are_understood(string refusal, string? range) =>
        FlaskScene.OtherNodePorts(refusal).ShouldBe(range);
}
