using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DuckBus.ApiServer.Containers;

/// <summary>The endpoints that every part has, as Swagger UI shows them.</summary>
internal sealed class HealthDocs : IDocumentFilter
{
    private const string Tag = "Health";

    private static readonly (string Path, string Id, string Summary, string Description, bool CanFail)[] Endpoints =
    [
        ("/healthz", "Healthz", "Is it alive?", "`ok` for as long as the server answers at all.", false),
        ("/livez", "Livez", "The same, by its newer name", "`ok` for as long as the server answers at all.", false),
        ("/readyz", "Readyz", "Can it do its work?", "`ok`, or 503 with what it waits for. With `?verbose` it tells what it looked at.", true),
        ("/metrics", "Metrics", "What has it done?", "Counters and durations as Prometheus text.", false),
    ];

    /// <inheritdoc />
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = ContainerDocs.Tag, Description = "Say what should run" },
            new() { Name = Tag, Description = "How the API server is; every part has these" },
        };
        foreach (var (path, id, summary, description, canFail) in Endpoints)
        {
            var answers = new OpenApiResponses { ["200"] = Text("It is well.") };
            if (canFail) answers["503"] = Text("Not now; the text says why.");
            swaggerDoc.Paths.Add(path, new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation>
                {
                    [HttpMethod.Get] = new()
                    {
                        OperationId = id,
                        Summary = summary,
                        Description = description,
                        Responses = answers,
                        Tags = new HashSet<OpenApiTagReference> { new(Tag, swaggerDoc) },
                    },
                },
            });
        }
    }

    private static OpenApiResponse Text(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["text/plain"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
    };
}
