using System.Globalization;
using System.Text;
using DuckBus.ApiServer.Tables;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Tests.Tables;

public sealed class PrinterTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("pods", "NAME READY STATUS RESTARTS AGE", "IP NODE NOMINATED NODE READINESS GATES")]
    [InlineData("deployments.apps", "NAME READY UP-TO-DATE AVAILABLE AGE", "CONTAINERS IMAGES SELECTOR")]
    [InlineData("replicasets.apps", "NAME DESIRED CURRENT READY AGE", "CONTAINERS IMAGES SELECTOR")]
    [InlineData("daemonsets.apps", "NAME DESIRED CURRENT READY UP-TO-DATE AVAILABLE NODE SELECTOR AGE", "CONTAINERS IMAGES SELECTOR")]
    [InlineData("controllerrevisions.apps", "NAME CONTROLLER REVISION AGE", "")]
    [InlineData("nodes", "NAME STATUS ROLES AGE VERSION", "INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME")]
    [InlineData("services", "NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE", "SELECTOR")]
    [InlineData("serviceaccounts", "NAME SECRETS AGE", "")]
    [InlineData("endpoints", "NAME ENDPOINTS AGE", "")]
    [InlineData("endpointslices.discovery.k8s.io", "NAME ADDRESSTYPE PORTS ENDPOINTS AGE", "")]
    [InlineData("poddisruptionbudgets.policy", "NAME MIN AVAILABLE MAX UNAVAILABLE ALLOWED DISRUPTIONS AGE", "")]
    [InlineData("namespaces", "NAME STATUS AGE", "")]
    [InlineData("configmaps", "NAME DATA AGE", "")]
    [InlineData("secrets", "NAME TYPE DATA AGE", "")]
    [InlineData("leases.coordination.k8s.io", "NAME HOLDER AGE", "")]
    [InlineData("ipaddresses.networking.k8s.io", "NAME PARENTREF AGE", "")]
    [InlineData("nodeports.networking.duckbus.io", "NAME PARENTREF AGE", "")]
    [InlineData("events", "LAST SEEN TYPE REASON OBJECT MESSAGE", "SUBOBJECT SOURCE FIRST SEEN COUNT NAME")]
    public void A_kind_has_the_columns_of_Kubernetes(string kind, string always, string wide)
    {
        var columns = TablePrinter.Of(ResourceKind.Find(kind)!.Type).Columns;

        string.Join(' ', columns.Where(column => column.Priority == 0).Select(column => column.Name.ToUpperInvariant())).ShouldBe(always);
        string.Join(' ', columns.Where(column => column.Priority == 1).Select(column => column.Name.ToUpperInvariant())).ShouldBe(wide);
        columns.Where(column => column.Format == "name").Select(column => column.Name).ShouldBe(["Name"]);
    }

    [Theory]
    [InlineData("deployments.apps", """{"spec":{"replicas":3,"selector":{"matchLabels":{"b":"c","a":"b"},"matchExpressions":[{"key":"x","operator":"In","values":["2","1"]},{"key":"y","operator":"DoesNotExist"}]},"template":{"spec":{"containers":[{"name":"one","image":"i:1"},{"name":"two","image":"i:2"}]}}},"status":{"readyReplicas":2,"updatedReplicas":3,"availableReplicas":1}}""",
        "n|2/3|3|1|5m|one,two|i:1,i:2|a=b,b=c,x in (1,2),!y")]
    [InlineData("replicasets.apps", """{"spec":{"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"containers":[{"name":"one","image":"i:1"}]}}},"status":{"replicas":1}}""",
        "n|2|1|0|5m|one|i:1|a=b")]
    [InlineData("daemonsets.apps", """{"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"nodeSelector":{"disk":"ssd"},"containers":[{"name":"one","image":"i:1"}]}}},"status":{"desiredNumberScheduled":5,"currentNumberScheduled":4,"numberReady":3,"updatedNumberScheduled":2,"numberAvailable":1}}""",
        "n|5|4|3|2|1|disk=ssd|5m|one|i:1|a=b")]
    [InlineData("controllerrevisions.apps", """{"metadata":{"ownerReferences":[{"apiVersion":"apps/v1","kind":"DaemonSet","name":"agent","controller":true}]},"revision":7}""",
        "n|daemonset.apps/agent|7|5m")]
    [InlineData("controllerrevisions.apps", "{}", "n|<none>|0|5m")]
    [InlineData("nodes", "{}", "n|Unknown|<none>|5m||<none>|<none>|<unknown>|<unknown>|<unknown>")]
    [InlineData("nodes", """{"metadata":{"labels":{"node-role.kubernetes.io/worker":"","node-role.kubernetes.io/gpu":"","kubernetes.io/role":"old"}},"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"True"}],"addresses":[{"type":"Hostname","address":"h"},{"type":"InternalIP","address":"10.0.0.1"},{"type":"ExternalIP","address":"1.2.3.4"}],"nodeInfo":{"kubeletVersion":"v1","osImage":"Duck OS","kernelVersion":"6.1","containerRuntimeVersion":"docker://28"}}}""",
        "n|Ready,SchedulingDisabled|gpu,old,worker|5m|v1|10.0.0.1|1.2.3.4|Duck OS|6.1|docker://28")]
    [InlineData("nodes", """{"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}""", "n|NotReady|<none>|5m||<none>|<none>|<unknown>|<unknown>|<unknown>")]
    [InlineData("services", """{"spec":{"type":"ClusterIP","clusterIP":"10.96.0.1","clusterIPs":["10.96.0.1"],"ports":[{"port":80,"protocol":"TCP"},{"port":53,"protocol":"UDP","nodePort":30053}],"selector":{"app":"web"}}}""",
        "n|ClusterIP|10.96.0.1|<none>|80/TCP,53:30053/UDP|5m|app=web")]
    [InlineData("services", """{"spec":{"type":"LoadBalancer"}}""", "n|LoadBalancer|<none>|<pending>|<none>|5m|<none>")]
    [InlineData("services", """{"spec":{"type":"LoadBalancer","externalIPs":["9.9.9.9"]},"status":{"loadBalancer":{"ingress":[{"ip":"5.6.7.8"},{"hostname":"a.b"}]}}}""", "n|LoadBalancer|<none>|5.6.7.8,a.b,9.9.9.9|<none>|5m|<none>")]
    [InlineData("services", """{"spec":{"type":"ExternalName","externalName":"duck.org"}}""", "n|ExternalName|<none>|duck.org|<none>|5m|<none>")]
    [InlineData("serviceaccounts", """{"secrets":[{"name":"a"}]}""", "n|1|5m")]
    [InlineData("endpoints", "{}", "n|<none>|5m")]
    [InlineData("endpoints", """{"subsets":[{"addresses":[{"ip":"1.1.1.1"},{"ip":"::1"}],"ports":[{"port":80},{"port":81}]}]}""", "n|1.1.1.1:80,[::1]:80,1.1.1.1:81 + 1 more...|5m")]
    [InlineData("endpointslices.discovery.k8s.io", """{"addressType":"IPv4","ports":[{"port":80},{"name":"web"}],"endpoints":[{"addresses":["1.1.1.1"]},{"addresses":["1.1.1.2"]}]}""", "n|IPv4|80,web|1.1.1.1,1.1.1.2|5m")]
    [InlineData("endpointslices.discovery.k8s.io", """{"addressType":"IPv4"}""", "n|IPv4|<unset>|<unset>|5m")]
    [InlineData("poddisruptionbudgets.policy", """{"spec":{"minAvailable":"50%"},"status":{"disruptionsAllowed":2}}""", "n|50%|N/A|2|5m")]
    [InlineData("poddisruptionbudgets.policy", """{"spec":{"maxUnavailable":1}}""", "n|N/A|1|0|5m")]
    [InlineData("namespaces", """{"status":{"phase":"Active"}}""", "n|Active|5m")]
    [InlineData("configmaps", """{"data":{"a":"b","c":"d"},"binaryData":{"e":"Zg=="}}""", "n|3|5m")]
    [InlineData("secrets", """{"type":"Opaque","data":{"a":"Zg=="}}""", "n|Opaque|1|5m")]
    [InlineData("leases.coordination.k8s.io", """{"spec":{"holderIdentity":"me"}}""", "n|me|5m")]
    [InlineData("ipaddresses.networking.k8s.io", """{"spec":{"parentRef":{"resource":"services","namespace":"default","name":"web"}}}""", "n|services/default/web|5m")]
    [InlineData("ipaddresses.networking.k8s.io", """{"spec":{"parentRef":{"group":"g.org","resource":"ponds","name":"p"}}}""", "n|ponds.g.org/p|5m")]
    [InlineData("nodeports.networking.duckbus.io", """{"spec":{}}""", "n|<none>|5m")]
    [InlineData("events", """{"involvedObject":{"kind":"Pod","name":"web","fieldPath":"spec.containers{c}"},"type":"Normal","reason":"Started","message":" up\n","source":{"component":"kubelet","host":"node-1"},"firstTimestamp":"2025-12-31T23:50:00Z","lastTimestamp":"2025-12-31T23:59:00Z","count":4}""",
        "60s|Normal|Started|pod/web|spec.containers{c}|kubelet, node-1|up|10m|4|n")]
    [InlineData("events", """{"involvedObject":{"kind":"Node"},"eventTime":"2025-12-31T23:59:30.000000Z","reportingComponent":"sched"}""",
        "30s|||node||sched||30s|1|n")]
    [InlineData("events", """{"involvedObject":{"kind":"Node","name":"x"},"eventTime":"2025-12-31T23:50:00.000000Z","series":{"count":7,"lastObservedTime":"2025-12-31T23:59:50.000000Z"}}""",
        "10s|||node/x||||10m|7|n")]
    public void A_row_says_what_Kubernetes_says(string kind, string json, string expected)
    {
        var found = ResourceKind.Find(kind)!;
        var item = (Resource)ModelJson.Read(Encoding.UTF8.GetBytes(json), found.Type);
        item = item with { Metadata = item.Metadata with { Name = "n", CreationTimestamp = Now.AddMinutes(-5) } };
        var printer = TablePrinter.Of(found.Type);

        var cells = printer.Cells(item, Now);

        string.Join('|', cells).ShouldBe(expected);
        cells.Count.ShouldBe(printer.Columns.Count);
    }

    [Fact]
    public void Every_kind_prints_an_object_that_has_nothing()
    {
        foreach (var kind in ResourceKind.All)
            TablePrinter.Of(kind.Type).Cells((Resource)Activator.CreateInstance(kind.Type)!, Now).Count.ShouldBe(TablePrinter.Of(kind.Type).Columns.Count, kind.Id);
    }
}
