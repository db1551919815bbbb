namespace DuckBus.ApiServer.OpenApi;

/// <summary>One call of the API, as OpenAPI describes it.</summary>
/// <param name="Method">The HTTP method, in lower case.</param>
/// <param name="Action">Kubernetes' word for the verb: <c>post</c>, <c>list</c>, …</param>
/// <param name="Id">The name of the call, unique in all documents.</param>
/// <param name="Description">What it does.</param>
/// <param name="ApiVersion">The group and version of the kind that it deals with.</param>
/// <param name="Kind">The name of that kind.</param>
/// <param name="Parameters">The query parameters that it takes.</param>
/// <param name="Consumes">The media types of its body; empty if it has none.</param>
/// <param name="Body">The name of the schema of its body; null for any object.</param>
/// <param name="Answer">The name of the schema of its answer; null for text.</param>
internal sealed record ApiOperation(
    string Method, string Action, string Id, string Description, string ApiVersion, string Kind,
    IReadOnlyList<QueryParameter> Parameters, IReadOnlyList<string> Consumes, string? Body, string? Answer);
