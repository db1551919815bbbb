using DuckBus.CommandLine;

namespace DuckBus.Cli.Tests.CommandLine;

public sealed class MisuseTests
{
    [Theory]
    [InlineData("bogus", "duckbus: unknown command 'bogus'", "'duckbus --help' lists the commands.")]
    [InlineData("scen list", "duckbus: unknown command 'scen'; did you mean 'scene'?", "'duckbus --help' lists the commands.")]
    [InlineData("kubelt", "duckbus: unknown command 'kubelt'; did you mean 'kubelet'?", "'duckbus --help' lists the commands.")]
    [InlineData("--verbose", "duckbus: unknown option '--verbose'", "'duckbus --help' lists the commands.")]
    [InlineData("run --node 3", "duckbus: unknown option '--node'; did you mean '--nodes'?", "'duckbus run --help' lists what there is.")]
    [InlineData("clean now", "duckbus: unexpected argument 'now'", "'duckbus clean --help' lists what there is.")]
    [InlineData("run --nodes many", "duckbus: Cannot parse argument 'many' for option '--nodes' as a number.", "Try 'duckbus run --help'.")]
    public void What_is_wrong_is_said_and_what_was_meant_and_where_to_read_on(string arguments, string first, string last) =>
        Misuse.Lines(DuckBus.CommandLine.Cli.Root().Parse(arguments.Split(' '))).ShouldBe([first, last]);

    [Theory]
    [InlineData("apiserv", "apiserver")]
    [InlineData("rn", "run")]
    [InlineData("x", null)]
    [InlineData("sce", "scene")]
    public void What_was_meant_is_near(string word, string? meant) =>
        Misuse.Nearest(word, ["run", "apiserver", "scene", "push"]).ShouldBe(meant);
}
