using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DuckBus.Kubelet.Docker.Streams;
using DuckBus.Kubelet.Docker.Wire;
using DuckBus.Streaming.RemoteCommands;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// The part of the Docker Engine API that DuckBus uses, typed. Every call throws DockerException: the engine's own words,
/// or why it cannot be reached.
/// </summary>
internal sealed class DockerClient(DockerEndpoint endpoint, TimeProvider time, ILogger? log = null, TimeSpan? patience = null) : IDisposable
{
    private readonly DockerConnection connection = new(endpoint, time, log) { Patience = patience ?? DockerConnection.UsualPatience };

    /// <summary>The calls without an answer.</summary>
    public EngineSilence Silence => connection.Silence;

    public Task<EngineVersion> VersionAsync(CancellationToken cancellationToken) => connection.VersionAsync(cancellationToken);

    public Task<EngineInfo> InfoAsync(CancellationToken cancellationToken) => GetAsync<EngineInfo>("info", cancellationToken);

    public async Task<string> CreateContainerAsync(string name, ContainerRequest request, CancellationToken cancellationToken) =>
        (await PostAsync<CreatedId>($"containers/create?name={Escape(name)}", request, cancellationToken)).Id;

    public Task StartContainerAsync(string id, CancellationToken cancellationToken) =>
        connection.CallAsync(HttpMethod.Post, $"containers/{Escape(id)}/start", TimeSpan.Zero, cancellationToken);

    /// <summary>SIGTERM (or the image's own stop signal), then SIGKILL after the grace period. What is gone is stopped.</summary>
    public Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        UnlessGoneAsync(connection.CallAsync(
            HttpMethod.Post, $"containers/{Escape(id)}/stop?t={Math.Max(0, Math.Ceiling(grace.TotalSeconds))}", grace, cancellationToken));

    /// <summary>SIGKILL. What is gone or does not run is left alone.</summary>
    public async Task KillContainerAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await UnlessGoneAsync(connection.CallAsync(HttpMethod.Post, $"containers/{Escape(id)}/kill", TimeSpan.Zero, cancellationToken));
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            // It does not run.
        }
    }

    /// <summary>Waits for the end of a container, however long it takes; what does not run has ended.</summary>
    public async Task WaitAsync(string id, CancellationToken cancellationToken)
    {
        using var answer = await connection.OpenAsync(
            HttpMethod.Post, $"containers/{Escape(id)}/wait?condition=not-running", content: null, cancellationToken);
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>Kills and removes, with anonymous volumes, and returns when the container is gone.</summary>
    public async Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await UnlessGoneAsync(connection.CallAsync(
                HttpMethod.Delete, $"containers/{Escape(id)}?force=1&v=1", TimeSpan.Zero, cancellationToken));
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            // Somebody else is removing it: wait for that, so that its name is free when this returns.
            await UnlessGoneAsync(connection.CallAsync(
                HttpMethod.Post, $"containers/{Escape(id)}/wait?condition=removed", TimeSpan.Zero, cancellationToken));
        }
    }

    public Task<ContainerDetails?> FindContainerAsync(string idOrName, CancellationToken cancellationToken) =>
        FindAsync<ContainerDetails>($"containers/{Escape(idOrName)}/json", cancellationToken);

    /// <summary>All containers, running or not, that carry all of the labels (<c>key</c> or <c>key=value</c>).</summary>
    public Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ContainerSummary>>($"containers/json?all=1&filters={Filters(("label", labels))}", cancellationToken);

    /// <summary>The container's output as the engine keeps it, framed unless it has a TTY.</summary>
    public Task<HttpResponseMessage> OpenLogsAsync(string id, string query, CancellationToken cancellationToken) =>
        connection.OpenAsync(HttpMethod.Get, $"containers/{Escape(id)}/logs?{query}", content: null, cancellationToken);

    /// <summary>A file of a container, running or not, as a tar archive.</summary>
    public Task<HttpResponseMessage> OpenFileAsync(string id, string path, CancellationToken cancellationToken) =>
        connection.OpenAsync(HttpMethod.Get, $"containers/{Escape(id)}/archive?path={Escape(path)}", content: null, cancellationToken);

    /// <summary>Unpacks a tar archive into a container and its volumes.</summary>
    public async Task PutArchiveAsync(string id, string path, Stream archive, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(archive);
        content.Headers.ContentType = new("application/x-tar");
        using var response = await connection.OpenAsync(
            HttpMethod.Put, $"containers/{Escape(id)}/archive?path={Escape(path)}", content, cancellationToken);
    }

    public Task<VolumeDetails?> FindVolumeAsync(string name, CancellationToken cancellationToken) =>
        FindAsync<VolumeDetails>($"volumes/{Escape(name)}", cancellationToken);

    public async Task<IReadOnlyList<VolumeDetails>> ListVolumesAsync(string label, CancellationToken cancellationToken) =>
        (await GetAsync<VolumeList>($"volumes?filters={Filters(("label", [label]))}", cancellationToken)).Volumes ?? [];

    /// <summary>Removes a volume. Throws Conflict while a container uses it.</summary>
    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken) =>
        UnlessGoneAsync(connection.CallAsync(HttpMethod.Delete, $"volumes/{Escape(name)}", TimeSpan.Zero, cancellationToken));

    /// <summary>Prepares a command in a running container.</summary>
    /// <returns>The id of the exec.</returns>
    public async Task<string> CreateExecAsync(string id, ExecRequest request, CancellationToken cancellationToken) =>
        (await PostAsync<CreatedId>($"containers/{Escape(id)}/exec", request, cancellationToken)).Id;

    /// <summary>Starts a prepared command and takes the connection for its streams.</summary>
    public Task<HijackedConnection> StartExecAsync(string exec, bool tty, CancellationToken cancellationToken) =>
        connection.HijackAsync($"exec/{Escape(exec)}/start", new { Detach = false, Tty = tty }, cancellationToken);

    public Task<ExecDetails?> FindExecAsync(string exec, CancellationToken cancellationToken) =>
        FindAsync<ExecDetails>($"exec/{Escape(exec)}/json", cancellationToken);

    /// <summary>Takes a connection for the streams of a container's process.</summary>
    public Task<HijackedConnection> AttachAsync(string id, string query, CancellationToken cancellationToken) =>
        connection.HijackAsync($"containers/{Escape(id)}/attach?{query}", body: null, cancellationToken);

    /// <summary>Tells a terminal its size.</summary>
    /// <param name="path"><c>exec/ID</c> or <c>containers/ID</c>.</param>
    /// <param name="size">The size.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task ResizeAsync(string path, TerminalSize size, CancellationToken cancellationToken) =>
        connection.CallAsync(HttpMethod.Post, $"{path}/resize?h={size.Height}&w={size.Width}", TimeSpan.Zero, cancellationToken);

    /// <summary>What a container has used; null if it is gone. One that ends meanwhile gets an answer without a body.</summary>
    public async Task<EngineStats?> FindStatsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync<EngineStats>($"containers/{Escape(id)}/stats?stream=false&one-shot=true", cancellationToken);
        }
        catch (DockerException e) when (e.InnerException is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Opens the stream of container events; when this returns, nothing that happens later is missed.</summary>
    public Task<HttpResponseMessage> OpenEventsAsync(
        IReadOnlyList<string> labels, IReadOnlyList<string> actions, CancellationToken cancellationToken) =>
        connection.OpenAsync(
            HttpMethod.Get,
            $"events?filters={Filters(("type", ["container"]), ("label", labels), ("event", actions))}",
            content: null,
            cancellationToken);

    /// <summary>One object a line, until the engine ends the stream.</summary>
    public async IAsyncEnumerable<T> ReadLinesAsync<T>(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await LineAsync(reader, cancellationToken) is { } line)
            if (line.Length > 0 && DockerJson.Read<T>(line) is { } value)
                yield return value;
    }

    /// <summary>What to throw when a stream that was open breaks.</summary>
    public DockerException Broken(Exception cause) => connection.Broken(cause);

    public Task<ImageDetails?> FindImageAsync(string image, CancellationToken cancellationToken) =>
        FindAsync<ImageDetails>($"images/{EscapePath(image)}/json", cancellationToken);

    public Task PullImageAsync(string image, CancellationToken cancellationToken) =>
        FollowAsync($"images/create?fromImage={Escape(ImageReference.WithTag(image))}", content: null, cancellationToken);

    /// <summary>Makes an image of one layer out of a tar archive, without a registry and without the engine's builder.</summary>
    /// <param name="repository">The name, without the tag.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="changes">Instructions of a Dockerfile: CMD, ENV, LABEL, …</param>
    /// <param name="layer">The file system.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the image.</returns>
    public async Task<string> ImportImageAsync(
        string repository, string tag, IReadOnlyList<string> changes, Stream layer, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(layer);
        content.Headers.ContentType = new("application/x-tar");
        var query = string.Concat(changes.Select(c => "&changes=" + Escape(c)));
        var last = await FollowAsync(
            $"images/create?fromSrc=-&repo={Escape(repository)}&tag={Escape(tag)}{query}", content, cancellationToken);
        return last ?? throw new DockerException($"the engine imported {repository}:{tag} without saying its id");
    }

    /// <summary>Makes an image out of a container, which need not have run.</summary>
    /// <returns>The id of the image.</returns>
    public async Task<string> CommitAsync(
        string container, string repository, string tag, IReadOnlyList<string> changes, CancellationToken cancellationToken)
    {
        var query = string.Concat(changes.Select(c => "&changes=" + Escape(c)));
        return (await connection.CallAsync<CreatedId>(
            HttpMethod.Post, $"commit?container={Escape(container)}&repo={Escape(repository)}&tag={Escape(tag)}{query}", body: null, cancellationToken)).Id;
    }

    public Task<IReadOnlyList<ImageSummary>> ListImagesAsync(string label, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ImageSummary>>($"images/json?filters={Filters(("label", [label]))}", cancellationToken);

    /// <summary>Removes a tag, or an image that has at most one. Throws Conflict while a container uses it.</summary>
    public Task RemoveImageAsync(string image, CancellationToken cancellationToken) =>
        UnlessGoneAsync(connection.CallAsync(HttpMethod.Delete, $"images/{EscapePath(image)}", TimeSpan.Zero, cancellationToken));

    public async Task<string> CreateNetworkAsync(NetworkRequest request, CancellationToken cancellationToken) =>
        (await PostAsync<CreatedId>("networks/create", request, cancellationToken)).Id;

    public Task<IReadOnlyList<NetworkSummary>> ListNetworksAsync(string filter, string value, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<NetworkSummary>>($"networks?filters={Filters((filter, [value]))}", cancellationToken);

    public Task<NetworkDetails?> FindNetworkAsync(string id, CancellationToken cancellationToken) =>
        FindAsync<NetworkDetails>($"networks/{Escape(id)}", cancellationToken);

    /// <summary>Puts a container on one more network. Throws Forbidden if it is on it already.</summary>
    public Task JoinNetworkAsync(string network, string container, CancellationToken cancellationToken) =>
        connection.TellAsync($"networks/{Escape(network)}/connect", new { Container = container }, cancellationToken);

    /// <summary>Takes a container off a network, if it is on it.</summary>
    public Task LeaveNetworkAsync(string network, string container, CancellationToken cancellationToken) =>
        connection.TellAsync($"networks/{Escape(network)}/disconnect", new { Container = container, Force = true }, cancellationToken);

    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken) =>
        UnlessGoneAsync(connection.CallAsync(HttpMethod.Delete, $"networks/{Escape(id)}", TimeSpan.Zero, cancellationToken));

    public void Dispose() => connection.Dispose();

    private Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        connection.CallAsync<T>(HttpMethod.Get, path, body: null, cancellationToken);

    private Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        connection.CallAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    private async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await GetAsync<T>(path, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task UnlessGoneAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // Gone already, which is what the caller wants.
        }
    }

    // The engine answers 200 before it has begun; whether it worked is in the lines that follow.
    private async Task<string?> FollowAsync(string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await connection.OpenAsync(HttpMethod.Post, path, content, cancellationToken);
        string? last = null;
        await foreach (var line in ReadLinesAsync<Progress>(response, cancellationToken))
        {
            if (line.Error is { Length: > 0 } error)
                throw new DockerException(error.Trim(), response.StatusCode);
            last = line.Status ?? last;
        }
        return last;
    }

    private async Task<string?> LineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw connection.Broken(e);
        }
    }

    private static string Filters(params ReadOnlySpan<(string Name, IReadOnlyList<string> Values)> filters)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (name, values) in filters)
            all[name] = values;
        return Escape(DockerJson.Write(all));
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string EscapePath(string image) => Escape(image).Replace("%2F", "/", StringComparison.Ordinal);
}
