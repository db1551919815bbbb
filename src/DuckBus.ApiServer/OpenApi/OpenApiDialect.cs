namespace DuckBus.ApiServer.OpenApi;

/// <summary>Which OpenAPI a document is in.</summary>
internal enum OpenApiDialect
{
    /// <summary>Swagger 2.0, one document for all groups.</summary>
    V2,

    /// <summary>OpenAPI 3.0, one document for each group and version.</summary>
    V3,
}
