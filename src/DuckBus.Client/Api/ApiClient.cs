using System.Text.Json.Nodes;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Api;

/// <summary>
/// The typed client that every part is written with. Failures that the server tells are <see cref="Model.Errors.StatusException"/>;
/// a server that cannot be reached is an <see cref="HttpRequestException"/>, a timeout a <see cref="TimeoutException"/>.
/// The current trace goes with each call.
/// </summary>
/// <param name="http">Its BaseAddress is the server; several addresses are handled by its handler.</param>
public sealed class ApiClient(HttpClient http)
{
    /// <summary>The object, or null if there is none.</summary>
    public Task<T?> GetAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();

    /// <summary>All objects that match.</summary>
    public Task<ResourceList<T>> ListAsync<T>(ListOptions options, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Creates the object in <c>metadata.namespace</c>; answers it as the server stored it.</summary>
    public Task<T> CreateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Replaces the object. With a resourceVersion it must be the current one, else 409 Conflict.</summary>
    public Task<T> UpdateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Replaces the object's status. With a resourceVersion it must be the current one, else 409 Conflict.</summary>
    public Task<T> UpdateStatusAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Applies a JSON merge patch (RFC 7396).</summary>
    /// <param name="ns">The namespace, or null for cluster-scoped kinds.</param>
    /// <param name="name">The name.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="subresource">Such as <c>status</c>, or null for the object itself.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public Task<T> MergePatchAsync<T>(
        string? ns, string name, JsonObject patch, string? subresource, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Deletes the object.</summary>
    /// <returns>Whether there was one to delete (false: it was gone already, or the preconditions name another uid).</returns>
    public Task<bool> DeleteAsync<T>(string? ns, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Binds a pod to a node: <c>POST pods/NAME/binding</c>. 409 if it is bound to another already.</summary>
    public Task BindAsync(Pod pod, string node, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Watches from a revision (the list's). Ends when the server closes the stream; 410 comes as a StatusException.</summary>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        ListOptions options, string resourceVersion, CancellationToken cancellationToken)
        where T : Resource => throw new NotImplementedException();
}
