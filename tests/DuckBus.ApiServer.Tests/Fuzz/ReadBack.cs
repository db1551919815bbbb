using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>Reads all that a server has in every way that there is; each must show the same.</summary>
internal static class ReadBack
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private const string Partial = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

    /// <summary>Checks the objects of every kind.</summary>
    public static async Task CheckAsync(TestServer server)
    {
        foreach (var kind in ResourceKind.All) await CheckAsync(server, kind);
    }

    /// <summary>An object that a call answered is there, as it was answered.</summary>
    public static async Task CheckAsync(TestServer server, string answer, string call)
    {
        var item = JsonNode.Parse(answer)!;
        if (ResourceKind.All.FirstOrDefault(one => one.ApiVersion == item.At("apiVersion") && one.Name == item.At("kind")) is not { } kind) return;
        var got = await server.GetAsync(kind.Path(item.At("metadata.namespace"), item.At("metadata.name")));
        // A write may be the last step of a deletion; then the object is gone.
        if (item.At("metadata.deletionTimestamp") is null) got.Body.ToJsonString().ShouldBe(item.ToJsonString(), call);
    }

    private static async Task CheckAsync(TestServer server, ResourceKind kind)
    {
        var list = await server.GetAsync(kind.Path());
        list.Code.ShouldBe(200, list.ToString());
        var items = list.Body["items"]!.AsArray();
        (await server.GetAsync(kind.Path(), Table)).Body["rows"]!.AsArray().Count.ShouldBe(items.Count, kind.Id);
        (await server.GetAsync(kind.Path(), Partial)).Body.Names().ShouldBe(list.Body.Names(), kind.Id);
        (await WatchedAsync(server, kind)).Order().ShouldBe(items.Select(item => item!.ToJsonString()).Order(), kind.Id);
        foreach (var item in items) await CheckAsync(server, kind, item!);
    }

    /// <summary>An object answers to its name, and is no other when it is written as it was read.</summary>
    private static async Task CheckAsync(TestServer server, ResourceKind kind, JsonNode item)
    {
        var path = kind.Path(item.At("metadata.namespace"), item.At("metadata.name"));
        var got = await server.GetAsync(path);
        got.Body.ToJsonString().ShouldBe(item.ToJsonString());
        var put = await server.SendAsync("PUT", path, item.ToJsonString());
        put.Code.ShouldBe(200, $"PUT {path} of what was read\n{item.ToJsonString()}\n{put}");
        put.Body.ToJsonString().ShouldBe(item.ToJsonString(), $"PUT {path} of what was read");
    }

    private static async Task<List<string>> WatchedAsync(TestServer server, ResourceKind kind)
    {
        var seen = new List<string>();
        using var watch = await WatchReader.OpenAsync(server,
            kind.Path() + "?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        while (await watch.NextAsync() is { } e && e.At("type") != "BOOKMARK") seen.Add(e["object"]!.ToJsonString());
        return seen;
    }
}
