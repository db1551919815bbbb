using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;

namespace DuckBus.Kubelet.Tests.Runtime;

public sealed class PauseProgramTests
{
    [Theory]
    [InlineData("amd64", true)]
    [InlineData("arm64", true)]
    [InlineData("s390x", false)]
    public void The_program_is_static_and_for_the_architecture(string architecture, bool there)
    {
        var program = PauseProgram.For(architecture);
        (program is not null).ShouldBe(there);
        if (program is not null)
        {
            program.Length.ShouldBeLessThan(256);
            ElfFile.IsStatic(program, architecture).ShouldBeTrue();
            ElfFile.IsStatic(program, architecture == "amd64" ? "arm64" : "amd64").ShouldBeFalse();
        }
    }
}
