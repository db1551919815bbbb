using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DuckBus.Kubelet.Docker.Streams;
using DuckBus.Kubelet.Docker.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Docker;

/// <summary>HTTP to a Docker engine: agrees on an API version, sends, and turns what goes wrong into a DockerException.</summary>
internal sealed class DockerConnection(DockerEndpoint endpoint, TimeProvider time, ILogger? log = null) : IDisposable
{
    /// <summary>What DuckBus is written against. Older and newer engines are met half way.</summary>
    public static readonly Version Wanted = new(1, 41);

    /// <summary>The patience with an engine that has much to do.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(2);

    private readonly HttpClient http = DockerSocket.Client(endpoint);

    private string? prefix;

    /// <summary>How long a call may take that is no stream and waits for nothing.</summary>
    public TimeSpan Patience { get; init; } = UsualPatience;

    /// <summary>The calls without an answer.</summary>
    public EngineSilence Silence { get; } = new(endpoint, time, log ?? NullLogger.Instance);

    /// <summary>The version to speak with an engine that offers this range.</summary>
    public static Version Agree(Version lowest, Version highest) =>
        Wanted < lowest ? lowest : Wanted > highest ? highest : Wanted;

    /// <summary>Calls and reads the JSON answer.</summary>
    public Task<T> CallAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        AskAsync(method, path, TimeSpan.Zero, async (versioned, token) =>
        {
            using var response = await SendAsync(method, versioned, Content(body), token);
            return await ReadAsync<T>(response, token);
        }, cancellationToken);

    /// <summary>Calls and drops the answer. Success is any 2xx, and 304: nothing had to be done.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">The path below the version.</param>
    /// <param name="longer">How much longer than usual the engine may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task CallAsync(HttpMethod method, string path, TimeSpan longer, CancellationToken cancellationToken) =>
        AskAsync(method, path, longer, async (versioned, token) =>
        {
            using var response = await SendAsync(method, versioned, content: null, token);
            return true;
        }, cancellationToken);

    /// <summary>Tells the engine something and drops the answer.</summary>
    public Task TellAsync(string path, object body, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, path, TimeSpan.Zero, async (versioned, token) =>
        {
            using var response = await SendAsync(HttpMethod.Post, versioned, Content(body), token);
            return true;
        }, cancellationToken);

    /// <summary>Calls and gives the answer as it comes in; nothing limits how long that takes.</summary>
    public async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken) =>
        await SendAsync(method, await VersionedAsync(path, cancellationToken), content, cancellationToken);

    /// <summary>Calls and keeps the connection: what follows the answer are the streams of a process.</summary>
    /// <exception cref="DockerException">The engine refused.</exception>
    public Task<HijackedConnection> HijackAsync(string path, object? body, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, path, TimeSpan.Zero, (versioned, token) => HijackOnceAsync(versioned, body, token), cancellationToken);

    /// <summary>What the engine is, without agreeing on a version first.</summary>
    public Task<EngineVersion> VersionAsync(CancellationToken cancellationToken) =>
        WithPatienceAsync(HttpMethod.Get, "version", TimeSpan.Zero, async token =>
        {
            using var response = await SendAsync(HttpMethod.Get, "version", content: null, token);
            return await ReadAsync<EngineVersion>(response, token);
        }, cancellationToken);

    /// <summary>A failure while an answer streams in, in words.</summary>
    public DockerException Broken(Exception cause) => EngineTrouble.From(endpoint, cause);

    public void Dispose() => http.Dispose();

    private async Task<HijackedConnection> HijackOnceAsync(string path, object? body, CancellationToken cancellationToken)
    {
        Stream? wire = null;
        var once = DockerSocket.Client(endpoint, connected => wire = connected);
        try
        {
            // With its length: what follows a chunked body would be taken for input of the process.
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = body is null ? null : new StringContent(DockerJson.Write(body), Encoding.UTF8, "application/json"),
                Headers = { Connection = { "Upgrade" }, Upgrade = { new ProductHeaderValue("tcp") } },
            };
            var response = await SendAsync(once, request, cancellationToken);
            return new HijackedConnection(once, await response.Content.ReadAsStreamAsync(cancellationToken), wire!);
        }
        catch
        {
            once.Dispose();
            throw;
        }
    }

    private async ValueTask<string> VersionedAsync(string path, CancellationToken cancellationToken)
    {
        if (prefix is null)
        {
            var engine = await VersionAsync(cancellationToken);
            var highest = Version.Parse(engine.ApiVersion);
            var lowest = Version.TryParse(engine.MinApiVersion, out var minimum) ? minimum : highest;
            prefix = $"v{Agree(lowest, highest)}/";
        }
        return prefix + path;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await SendAsync(http, request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            throw EngineTrouble.From(endpoint, e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw EngineTrouble.TooSlow(endpoint, DockerSocket.ConnectTimeout, e);
        }
        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols)
            return response;
        using (response)
            throw new DockerException(await ComplaintAsync(response, cancellationToken), response.StatusCode);
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(DockerJson.Options, cancellationToken)
                ?? throw new JsonException("the answer is null");
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            throw EngineTrouble.From(endpoint, e);
        }
    }

    private async Task<string> ComplaintAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw EngineTrouble.From(endpoint, e); // It went away while it complained.
        }

        try
        {
            if (DockerJson.Read<EngineError>(text) is { Message: { Length: > 0 } message })
                return message.Trim();
        }
        catch (JsonException)
        {
            // A proxy in between, or no engine at all: its text is what there is.
        }
        return text.Length > 0 ? text.Trim() : $"the engine answered {(int)response.StatusCode} without a reason";
    }

    private async Task<T> AskAsync<T>(
        HttpMethod method, string path, TimeSpan longer, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var versioned = await VersionedAsync(path, cancellationToken);
        return await WithPatienceAsync(method, path, longer, token => call(versioned, token), cancellationToken);
    }

    private async Task<T> WithPatienceAsync<T>(
        HttpMethod method, string path, TimeSpan longer, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var name = EngineCall.Name(method, path);
        using var deadline = new CancellationTokenSource(Patience + longer, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await Silence.WatchAsync(name, longer, () => call(both.Token));
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DockerException(EngineTrouble.Unanswered(endpoint, name, Patience + longer), inner: e);
        }
    }

    private static JsonContent? Content(object? body) =>
        body is null ? null : JsonContent.Create(body, body.GetType(), options: DockerJson.Options);
}
