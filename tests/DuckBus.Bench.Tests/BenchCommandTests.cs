using DuckBus.Testing;

namespace DuckBus.Bench.Tests;

public sealed class BenchCommandTests
{
    private static readonly string[] Suites = ["pods", "writes"];

    [Fact]
    public void Nothing_asks_for_a_quick_run_of_all()
    {
        var options = Of("");
        (options.Full, options.Docs, options.Image).ShouldBe((false, "docs", "duckbus/duck:local"));
        options.Suites.ShouldBe(Suites);
        options.HollowPods.ShouldBe([1_000]);
    }

    [Fact]
    public void All_can_be_said()
    {
        using var directory = PrivateDirectory.Create("bench-options");
        var kubeconfig = directory["kubeconfig"];
        File.WriteAllText(kubeconfig, "");
        var options = Of($"writes --full --peer {kubeconfig} --image busybox --hollow 50 --hollow 70 --docs /tmp/docs");
        (options.Full, options.Docs, options.Image).ShouldBe((true, "/tmp/docs", "busybox"));
        options.Suites.ShouldBe(["writes"]);
        options.Peers.ShouldBe([kubeconfig]);
        options.HollowPods.ShouldBe([50, 70]);
        Of("--full").HollowPods.ShouldBe([1_000, 5_000, 10_000]);
    }

    [Theory]
    [InlineData("podz", "there is no suite podz; there are pods, writes")]
    [InlineData("--ful", "--ful is not known; there are --full, --peer, --image, --hollow and --docs")]
    [InlineData("--peer", "Required argument missing for option: '--peer'.")]
    [InlineData("--peer /nowhere/kubeconfig", "--peer /nowhere/kubeconfig: there is no such file")]
    [InlineData("--hollow many", "--hollow many: a number of pods, 1 or more")]
    [InlineData("--hollow 0", "--hollow 0: a number of pods, 1 or more")]
    public void What_is_wrong_is_named(string line, string message) => Should.Throw<ArgumentException>(() => Of(line)).Message.ShouldBe(message);

    [Theory]
    [InlineData("", false)]
    [InlineData("writes --full", false)]
    [InlineData("podz", false)]
    [InlineData("--help", true)]
    [InlineData("--version", true)]
    public void Help_and_version_are_all_that_is_shown(string line, bool shows) =>
        new BenchCommand(Suites).Shows(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(shows);

    private static BenchOptions Of(string line) => new BenchCommand(Suites).Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
