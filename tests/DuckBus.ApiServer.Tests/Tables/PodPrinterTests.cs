using System.Globalization;
using System.Text;
using DuckBus.ApiServer.Tables;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Tests.Tables;

/// <summary>READY, STATUS and RESTARTS of a pod with two containers, as <c>kubectl get pods</c> prints them.</summary>
public sealed class PodPrinterTests
{
    private const string Running = """{"name":"a","ready":true,"state":{"running":{}}}""";
    private const string Ended = """{"name":"b","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}""";
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("""{"phase":"Pending"}""", "0/2 Pending 0")]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}""", "0/2 SchedulingGated 0")]
    [InlineData("""{"phase":"Failed","reason":"Evicted"}""", "0/2 Evicted 0")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"ContainerCreating"}}}]}""", "0/2 ContainerCreating 0")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"ErrImagePull"}}},{"name":"b","state":{"waiting":{"reason":"ContainerCreating"}}}]}""", "0/2 ErrImagePull 0")]
    [InlineData("""{"phase":"Running","containerStatuses":[RUNNING,RUNNING]}""", "2/2 Running 0")]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"a","restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1,"finishedAt":"2025-12-31T23:55:00Z"}}},RUNNING]}""", "1/2 CrashLoopBackOff 3 (5m ago)")]
    [InlineData("""{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[ENDED,RUNNING]}""", "1/2 Running 0")]
    [InlineData("""{"phase":"Running","containerStatuses":[ENDED,RUNNING]}""", "1/2 NotReady 0")]
    [InlineData("""{"phase":"Succeeded","containerStatuses":[ENDED,ENDED]}""", "0/2 Completed 0")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}""", "0/2 Error 0")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":137,"signal":9}}}]}""", "0/2 Signal:9 0")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":3}}}]}""", "0/2 ExitCode:3 0")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"running":{}}}]}""", "0/2 Init:0/2 0")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":0}}},{"name":"s","state":{"waiting":{"reason":"PodInitializing"}}}]}""", "0/2 Init:1/2 0")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}},"lastState":{"terminated":{"exitCode":0,"finishedAt":"2025-12-31T23:59:50Z"}}}]}""", "0/2 Init:0/2 0")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1,"finishedAt":"2025-12-31T23:59:50Z"}}}]}""", "0/2 Init:CrashLoopBackOff 2 (10s ago)")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}""", "0/2 Init:Error 0")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":4}}}]}""", "0/2 Init:ExitCode:4 0")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":1,"signal":6}}}]}""", "0/2 Init:Signal:6 0")]
    [InlineData("""{"phase":"Running","initContainerStatuses":[{"name":"i","restartCount":7,"state":{"terminated":{"exitCode":0}}}],"containerStatuses":[RUNNING,RUNNING]}""", "2/2 Running 0")]
    public void A_pod_is_summed_up_as_in_Kubernetes(string status, string expected) => Row(status, "").ShouldBe(expected);

    [Theory]
    [InlineData("""{"phase":"Running","containerStatuses":[RUNNING,RUNNING]}""", "2/2 Terminating 0")]
    [InlineData("""{"phase":"Running","reason":"NodeLost","containerStatuses":[RUNNING,RUNNING]}""", "2/2 Unknown 0")]
    [InlineData("""{"phase":"Succeeded","containerStatuses":[ENDED,ENDED]}""", "0/2 Completed 0")]
    public void A_pod_that_is_being_deleted_says_so_unless_it_has_ended(string status, string expected) =>
        Row(status, ",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"").ShouldBe(expected);

    [Fact]
    public void A_sidecar_counts_as_a_container()
    {
        const string Status = """{"phase":"Running","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":0}}},{"name":"s","ready":true,"started":true,"restartCount":1,"state":{"running":{}}}],"containerStatuses":[RUNNING,RUNNING]}""";

        Row(Status, "", ",\"restartPolicy\":\"Always\"").ShouldBe("3/3 Running 1");
    }

    [Fact]
    public void Wide_columns_tell_where_a_pod_is()
    {
        var placed = Pod("""{"podIPs":[{"ip":"10.0.0.9"}],"nominatedNodeName":"node-2","conditions":[{"type":"x","status":"True"}]}""", "", "",
            ",\"nodeName\":\"node-1\",\"readinessGates\":[{\"conditionType\":\"x\"},{\"conditionType\":\"y\"}]");

        Cells(placed).Skip(5).ShouldBe(["10.0.0.9", "node-1", "node-2", "1/2"]);
        Cells(new Pod()).Skip(5).ShouldBe(["<none>", "<none>", "<none>", "<none>"]);
    }

    [Theory]
    [InlineData("Succeeded", 1)]
    [InlineData("Failed", 1)]
    [InlineData("Running", 0)]
    public void A_row_tells_that_a_pod_has_run_its_course(string phase, int conditions) =>
        TablePrinter.Of(typeof(Pod)).Conditions(Pod($$"""{"phase":"{{phase}}"}""")).Count.ShouldBe(conditions);

    private static string Row(string status, string metadata, string sidecar = "") => string.Join(' ', Cells(Pod(status, metadata, sidecar)).Skip(1).Take(3));

    private static IReadOnlyList<object?> Cells(Pod pod) => TablePrinter.Of(typeof(Pod)).Cells(pod, Now);

    private static Pod Pod(string status, string metadata = "", string sidecar = "", string spec = "") =>
        ModelJson.Read<Pod>(Encoding.UTF8.GetBytes(
            """{"metadata":{"name":"n"METADATA},"spec":{"initContainers":[{"name":"i"},{"name":"s"SIDECAR}],"containers":[{"name":"a"},{"name":"b"}]SPEC},"status":STATUS}"""
                .Replace("STATUS", status).Replace("METADATA", metadata).Replace("SIDECAR", sidecar).Replace("SPEC", spec).Replace("RUNNING", Running).Replace("ENDED", Ended)));
}
