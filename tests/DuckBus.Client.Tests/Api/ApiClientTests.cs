using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DuckBus.Client.Api;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static DuckBus.Client.Tests.Pods;

namespace DuckBus.Client.Tests.Api;

public sealed class ApiClientTests : IDisposable
{
    private readonly FakeApi api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_that_is_not_there_is_null() =>
        (await api.Client.GetAsync<Pod>("default", "web", Cancel)).ShouldBeNull();

    [Fact]
    public async Task What_is_sent_says_its_kind_and_version()
    {
        await api.Client.CreateAsync(Pod("web", 0), Cancel);
        api.Calls.ShouldHaveSingleItem().ShouldStartWith("""POST /api/v1/namespaces/default/pods {"apiVersion":"v1","kind":"Pod",""");
    }

    [Fact]
    public async Task A_refusal_comes_with_the_words_of_the_server()
    {
        var stored = await api.Client.CreateAsync(Pod("web", 0), Cancel);
        await api.Client.UpdateAsync(stored, Cancel);
        var refused = await Should.ThrowAsync<StatusException>(() => api.Client.UpdateAsync(stored, Cancel));
        refused.IsConflict.ShouldBeTrue();
    }

    [Fact]
    public async Task An_error_from_something_that_is_no_API_server_is_told_in_its_own_words()
    {
        api.Instead = _ => FakeApi.Answer(HttpStatusCode.BadGateway, "<h1>proxy is tired</h1>");
        var refused = await Should.ThrowAsync<StatusException>(() => api.Client.GetAsync<Pod>("default", "web", Cancel));
        refused.Code.ShouldBe(502);
        refused.Message.ShouldContain("proxy is tired");
    }

    [Fact]
    public async Task A_connection_that_breaks_says_how_and_not_only_that()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = ApiClient.Connect([new Uri($"http://{listener.LocalEndpoint}")]);
        var call = client.GetAsync<Pod>("default", "web", Cancel);
        using (var connection = await listener.AcceptTcpClientAsync(Cancel))
        {
            await connection.GetStream().ReadExactlyAsync(new byte[16], Cancel);
            await connection.GetStream().WriteAsync("HTTP/1.1 2"u8.ToArray(), Cancel);
        }

        (await Should.ThrowAsync<HttpRequestException>(() => call)).Message.ShouldStartWith("the connection to the API server broke: ");
    }

    [Theory]
    [InlineData("<h1>welcome</h1>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"metadata": """)]
    public async Task An_answer_that_cannot_be_read_is_a_server_that_cannot_be_reached(string answer)
    {
        api.Instead = _ => FakeApi.Answer(HttpStatusCode.OK, answer);
        var failure = await Should.ThrowAsync<HttpRequestException>(() => api.Client.GetAsync<Pod>("default", "web", Cancel));
        failure.Message.ShouldStartWith("GET /api/v1/namespaces/default/pods/web: the answer cannot be read");
    }

    [Fact]
    public async Task A_deletion_carries_its_options_and_tells_whether_there_was_one()
    {
        api.Put(Pod("web", 0));
        var options = new DeleteOptions(GracePeriodSeconds: 0, PropagationPolicy: "Background", Uid: "u1");

        (await api.Client.DeleteAsync<Pod>("default", "web", options, Cancel)).ShouldBeTrue();
        (await api.Client.DeleteAsync<Pod>("default", "web", options, Cancel)).ShouldBeFalse();

        api.Calls.First().ShouldBe(
            """DELETE /api/v1/namespaces/default/pods/web {"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"propagationPolicy":"Background","preconditions":{"uid":"u1"}}""");
    }

    [Fact]
    public async Task A_deletion_of_another_uid_is_no_error_but_of_another_revision_is()
    {
        api.Instead = _ => FakeApi.Answer(HttpStatusCode.Conflict, """{"kind":"Status","reason":"Conflict","message":"precondition failed","code":409}""");
        (await api.Client.DeleteAsync<Pod>("default", "web", new DeleteOptions(Uid: "u1"), Cancel)).ShouldBeFalse();
        await Should.ThrowAsync<StatusException>(() => api.Client.DeleteAsync<Pod>("default", "web", new DeleteOptions(ResourceVersion: "3"), Cancel));
    }

    [Fact]
    public async Task A_merge_patch_has_its_content_type()
    {
        api.Put(Pod("web", 0));
        string? type = null;
        api.Instead = request =>
        {
            type = request.Content!.Headers.ContentType!.MediaType;
            return null;
        };
        await api.Client.MergePatchAsync<Pod>("default", "web", new JsonObject { ["x"] = 1 }, null, Cancel);
        type.ShouldBe("application/merge-patch+json");
    }

    [Fact]
    public async Task A_watch_tells_changes_as_they_come_skips_bookmarks_and_ends_with_the_error()
    {
        await using var server = await ServeAsync(async context =>
        {
            await context.Response.WriteAsync("""{"type":"ADDED","object":{"metadata":{"name":"a"}}}""" + "\n");
            await context.Response.WriteAsync("""{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}""" + "\n");
            await context.Response.WriteAsync("""{"type":"DELETED","object":{"metadata":{"name":"a"}}}""" + "\n");
            await context.Response.WriteAsync("""{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}""" + "\n");
        });
        var seen = new List<string>();
        var error = await Should.ThrowAsync<StatusException>(async () =>
        {
            await foreach (var change in ApiClient.Connect([Address(server)]).WatchAsync<Pod>(new ListOptions(), "5", Cancel))
                seen.Add($"{change.Type} {change.Object.Metadata.Name}");
        });
        seen.ShouldBe(["Added a", "Deleted a"]);
        error.Code.ShouldBe(410);
    }

    [Fact]
    public async Task A_watch_tells_a_change_while_the_stream_stays_open()
    {
        var mayEnd = new TaskCompletionSource();
        await using var server = await ServeAsync(async context =>
        {
            await context.Response.WriteAsync("""{"type":"ADDED","object":{"metadata":{"name":"a"}}}""" + "\n");
            await context.Response.Body.FlushAsync();
            await mayEnd.Task;
        });
        await using var watch = ApiClient.Connect([Address(server)]).WatchAsync<Pod>(new ListOptions(), "5", Cancel).GetAsyncEnumerator(Cancel);
        (await watch.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancel)).ShouldBeTrue();
        watch.Current.Type.ShouldBe(ChangeType.Added);
        mayEnd.SetResult();
    }

    [Fact]
    public async Task When_one_API_server_cannot_be_reached_the_next_one_answers()
    {
        await using var server = await ServeAsync(context => context.Response.WriteAsync("""{"metadata":{"resourceVersion":"3"},"items":[]}"""));
        var client = ApiClient.Connect([new Uri($"http://127.0.0.1:{FreePort.Next()}"), Address(server)]);
        (await client.ListAsync<Pod>(new ListOptions(), Cancel)).Metadata.ResourceVersion.ShouldBe("3");
    }

    [Fact]
    public async Task When_no_API_server_can_be_reached_the_call_fails() =>
        await Should.ThrowAsync<HttpRequestException>(() => ApiClient.Connect([new Uri($"http://127.0.0.1:{FreePort.Next()}"), new Uri($"http://127.0.0.1:{FreePort.Next()}")])
            .ListAsync<Pod>(new ListOptions(), Cancel));

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_timeout()
    {
        var mayEnd = new TaskCompletionSource();
        await using var server = await ServeAsync(_ => mayEnd.Task);
        await Should.ThrowAsync<TimeoutException>(() =>
            ApiClient.Connect([Address(server)], timeout: TimeSpan.FromMilliseconds(200)).ListAsync<Pod>(new ListOptions(), Cancel));
        mayEnd.SetResult();
    }

    public void Dispose() => api.Dispose();

    private static async Task<WebApplication> ServeAsync(RequestDelegate handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(handler);
        await app.StartAsync(Cancel);
        return app;
    }

    private static Uri Address(WebApplication app) => new(app.Urls.First());
}
