using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Authorization;

/// <summary>Who asks to do what, in the words of Kubernetes' authorization attributes.</summary>
/// <param name="User">Who asks.</param>
/// <param name="Verb">get, list, watch, create, update, patch, delete or deletecollection.</param>
/// <param name="Kind">The kind concerned.</param>
/// <param name="Namespace">The namespace; empty for all, or for cluster-scoped kinds.</param>
/// <param name="Name">The object; null for the collection.</param>
/// <param name="Subresource">Such as <c>status</c>; null for the object itself.</param>
public sealed record AuthorizationRequest(
    string User, string Verb, ResourceKind Kind, string Namespace, string? Name, string? Subresource);
