using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.AnswerForms;

public sealed class TableTests : ServerTests
{
    /// <summary>What kubectl sends.</summary>
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task A_list_is_rows_with_the_metadata_of_their_objects()
    {
        await Server.PodAsync("a", """{"app":"web"}""");
        await Server.PodAsync("b");
        await Server.PodAsync("c");

        var table = (await Server.GetAsync($"{Pods}?limit=2", Table)).Body;

        table.At("kind").ShouldBe("Table");
        table.At("apiVersion").ShouldBe("meta.k8s.io/v1");
        table.At("columnDefinitions.0.name").ShouldBe("Name");
        table.At("columnDefinitions.5.priority").ShouldBe("1");
        Cells(table).ShouldBe(["a 0/1 Pending 0", "b 0/1 Pending 0"]);
        table.At("rows.0.object.kind").ShouldBe("PartialObjectMetadata");
        table.At("rows.0.object.metadata.labels.app").ShouldBe("web");
        table.At("rows.0.object.spec").ShouldBeNull();
        table.At("metadata.remainingItemCount").ShouldBe("1");
        var rest = (await Server.GetAsync($"{Pods}?limit=2&continue={table.At("metadata.continue")}", Table)).Body;
        Cells(rest).ShouldBe(["c 0/1 Pending 0"]);
        rest.At("metadata.resourceVersion").ShouldBe(table.At("metadata.resourceVersion"));
    }

    [Theory]
    [InlineData("None", null, null)]
    [InlineData("Metadata", "PartialObjectMetadata", null)]
    [InlineData("Object", "Pod", "c")]
    public async Task A_row_comes_with_as_much_of_its_object_as_was_asked_for(string include, string? kind, string? container)
    {
        await Server.PodAsync("a");

        var row = (await Server.GetAsync($"{Pods}/a?includeObject={include}", Table)).Body["rows"]![0];

        row.At("object.kind").ShouldBe(kind);
        row.At("object.spec.containers.0.name").ShouldBe(container);
    }

    [Fact]
    public async Task A_single_object_is_a_table_of_one_row()
    {
        var pod = await Server.PodAsync("a");

        var table = (await Server.GetAsync($"{Pods}/a", Table)).Body;
        var status = (await Server.GetAsync($"{Pods}/a/status", Table)).Body;

        Cells(table).ShouldBe(["a 0/1 Pending 0"]);
        table.At("metadata.resourceVersion").ShouldBe(pod.At("metadata.resourceVersion"));
        status.At("kind").ShouldBe("Table");
    }

    [Fact]
    public async Task A_watch_sends_the_columns_once()
    {
        await Server.PodAsync("a");
        using var watch = await WatchReader.OpenAsync(Server, Pods, Table);
        var first = (await watch.NextAsync())!;
        await Server.PodAsync("b");
        var second = (await watch.NextAsync())!;
        await Server.SendAsync("DELETE", $"{Pods}/b");
        var third = (await watch.NextAsync())!;

        first.At("type").ShouldBe("ADDED");
        first.At("object.columnDefinitions.0.name").ShouldBe("Name");
        second.At("object.columnDefinitions").ShouldBeNull();
        Cells(second["object"]!).ShouldBe(["b 0/1 Pending 0"]);
        second.At("object.metadata.resourceVersion").ShouldBe(second.At("object.rows.0.object.metadata.resourceVersion"));
        third.At("type").ShouldBe("DELETED");
    }

    [Theory]
    [InlineData(Table, "object.rows.0.object.metadata")]
    [InlineData("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "object.metadata")]
    [InlineData("application/json", "object.metadata")]
    public async Task Initial_events_end_with_a_bookmark_in_the_form_of_the_watch(string accept, string metadata)
    {
        await Server.PodAsync("a");
        using var watch = await WatchReader.OpenAsync(Server,
            $"{Pods}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", accept);
        (await watch.NextAsync()).At("type").ShouldBe("ADDED");

        var end = (await watch.NextAsync())!;

        end.At("type").ShouldBe("BOOKMARK");
        var found = metadata.Split('.').Aggregate((JsonNode?)end, (node, part) => node is JsonArray list ? list[int.Parse(part)] : node![part]);
        found!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>().ShouldBe("true");
        long.Parse(found.At("resourceVersion")!).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("application/json;as=Table;v=v1beta1;g=meta.k8s.io", "Table", "meta.k8s.io/v1beta1")]
    [InlineData("application/json;as=Table;v=v7;g=meta.k8s.io,application/json", "PodList", "v1")]
    [InlineData("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "PartialObjectMetadataList", "meta.k8s.io/v1")]
    [InlineData("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json", "PartialObjectMetadataList", "meta.k8s.io/v1")]
    [InlineData("*/*", "PodList", "v1")]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", "PodList", "v1")]
    public async Task The_first_form_that_the_server_has_is_taken(string accept, string kind, string version)
    {
        var answer = await Server.GetAsync(Pods, accept);

        answer.Body.At("kind").ShouldBe(kind);
        answer.Body.At("apiVersion").ShouldBe(version);
    }

    [Fact]
    public async Task Metadata_alone_can_be_asked_for()
    {
        await Server.PodAsync("a", """{"app":"web"}""");
        const string Partial = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

        var one = (await Server.GetAsync($"{Pods}/a", Partial)).Body;
        var list = (await Server.GetAsync(Pods, Partial)).Body;
        using var watch = await WatchReader.OpenAsync(Server, Pods, Partial);
        var added = await watch.NextAsync();

        foreach (var item in new[] { one, list["items"]![0], added!["object"] })
        {
            item.At("kind").ShouldBe("PartialObjectMetadata");
            item.At("metadata.labels.app").ShouldBe("web");
            item.At("spec").ShouldBeNull();
        }
    }

    [Fact]
    public async Task What_the_server_does_not_have_is_not_acceptable()
    {
        var answer = await Server.GetAsync(Pods, "application/json;as=Chart;v=v1;g=meta.k8s.io");

        answer.Code.ShouldBe(406);
        answer.Reason.ShouldBe("NotAcceptable");
        (await Server.GetAsync($"{Pods}?includeObject=Some", Table)).Code.ShouldBe(400);
    }

    [Fact]
    public async Task Errors_stay_a_Status() => (await Server.GetAsync($"{Pods}/nobody", Table)).Body.At("kind").ShouldBe("Status");

    private static string[] Cells(JsonNode table) =>
        [.. table["rows"]!.AsArray().Select(row => string.Join(' ', row!["cells"]!.AsArray().Take(4).Select(cell => cell!.ToString())))];
}
