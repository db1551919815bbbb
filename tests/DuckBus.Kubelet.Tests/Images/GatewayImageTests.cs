using System.Text;
using System.Text.Json.Nodes;
using DuckBus.Gateway;
using DuckBus.Kubelet.Images.Gateway;

namespace DuckBus.Kubelet.Tests.Images;

public sealed class GatewayImageTests
{
    [Fact]
    public void Libraries_are_read_from_what_ldd_prints()
    {
        const string output = """
            /usr/share/dotnet/dotnet:
            	linux-vdso.so.1 (0x00007ffa96e44000)
            	libgcc_s.so.1 => /lib/x86_64-linux-gnu/libgcc_s.so.1 (0x00007ffa96e12000)
            	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007ffa9641e000)
            	/lib64/ld-linux-x86-64.so.2 (0x00007ffa96e46000)
            /usr/share/dotnet/libcoreclr.so:
            	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007ffa9641e000)
            	/lib64/ld-linux-x86-64.so.2 (0x00007ffa96e46000)
            """;

        SharedLibraries.Parse(output).ShouldBe(["/lib/x86_64-linux-gnu/libc.so.6", "/lib/x86_64-linux-gnu/libgcc_s.so.1", "/lib64/ld-linux-x86-64.so.2"]);
        SharedLibraries.Parse("\t/lib/ld-musl-x86_64.so.1 (0x7f)\n\tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f)\n").ShouldBe(["/lib/ld-musl-x86_64.so.1"]);
    }

    [Fact]
    public void The_frameworks_list_names_only_the_files_that_there_are()
    {
        const string manifest = """
            {"runtimeTarget": {"name": "x"}, "targets": {"x": {}, "x/linux-x64": {"Runtime/10.0.0": {
              "runtime": {"System.Runtime.dll": {}, "lib/net10.0/System.Xml.dll": {}}, "native": {"libcoreclr.so": {}, "libclrgc.so": {}}}}},
             "libraries": {"Runtime/10.0.0": {"type": "package"}}, "runtimes": {"linux-x64": []}}
            """;

        var only = JsonNode.Parse(Encoding.UTF8.GetString(FrameworkManifest.Only(manifest, name => name is "System.Runtime.dll" or "libcoreclr.so")))!;

        only["targets"]!["x/linux-x64"]!["Runtime/10.0.0"]!.ToJsonString().ShouldBe("""{"runtime":{"System.Runtime.dll":{}},"native":{"libcoreclr.so":{}}}""");
        only["libraries"].ShouldNotBeNull();
    }

    [Fact]
    public void Of_the_framework_only_what_the_gateway_references_is_taken()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        var names = AssemblyClosure.Of(typeof(ServiceRange).Assembly.Location, framework).Select(Path.GetFileNameWithoutExtension).ToList();

        names.ShouldContain("System.Private.CoreLib");
        names.ShouldContain("System.Net.Sockets");
        names.ShouldNotContain("System.Private.Xml");
        names.Count.ShouldBeLessThan(Directory.GetFiles(framework, "*.dll").Length / 2);
    }
}
