using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Tests;

public sealed class ChaosCommandTests
{
    [Theory]
    [InlineData("", "make chaos SEED=5 TIME=60")]
    [InlineData("--seed 7 --time 2.5", "make chaos SEED=7 TIME=2.5")]
    [InlineData("--standbys --bound 120 --logs /tmp/logs", "make chaos SEED=5 TIME=60 ARGS=\"--bound 120 --standbys\"")]
    [InlineData("--links docker,rabbitmq", "make chaos SEED=5 TIME=60 ARGS=\"--links docker,rabbitmq\"")]
    [InlineData("--faults killpart,StopBroker", "make chaos SEED=5 TIME=60 ARGS=\"--faults KillPart,StopBroker\"")]
    public void What_is_asked_for_can_be_asked_for_again(string line, string replay) =>
        Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Replay.ShouldBe(replay);

    [Theory]
    [InlineData("--seed many", "--seed many: a seed is a whole number")]
    [InlineData("--time -1", "--time -1: say it in seconds, more than 0")]
    [InlineData("--seed", "Required argument missing for option: '--seed'.")]
    [InlineData("junk", "junk is not known; there are --seed, --time, --bound, --faults, --links, --standbys and --logs")]
    [InlineData("--standby", "--standby is not known; there are --seed, --time, --bound, --faults, --links, --standbys and --logs")]
    public void What_is_wrong_is_named(string line, string message) => Should.Throw<ArgumentException>(() => Of(line.Split(' '))).Message.ShouldBe(message);

    [Fact]
    public void A_fault_that_is_not_known_names_those_that_are() =>
        Should.Throw<ArgumentException>(() => Of(["--faults", "77"])).Message.ShouldStartWith($"--faults 77: there are {nameof(FaultKind.KillPart)}, ");

    [Theory]
    [InlineData("", false)]
    [InlineData("--seed 7", false)]
    [InlineData("--seed many", false)]
    [InlineData("--help", true)]
    [InlineData("--version", true)]
    public void Help_and_version_are_all_that_is_shown(string line, bool shows) =>
        new ChaosCommand().Shows(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(shows);

    private static ChaosOptions Of(string[] arguments) => new ChaosCommand().Parse(arguments, any: 5);
}
