using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DuckBus.ApiServer.Containers;

/// <summary>The container API as Swagger UI shows it: what each call does, with bodies that can be sent as they stand.</summary>
internal sealed class ContainerDocs : IOperationFilter
{
    public const string Tag = "Containers";

    private const string About = """
        Say what should run; DuckBus makes it so and keeps it so. A container here is a Deployment with its pods, and a Service if
        it has ports, in the namespace `default`: what `kubectl get deployments,services,pods` shows.

        The whole Kubernetes API is served beside it, under `/api/v1` and `/apis`, for `kubectl` and its like: `duckbus run`
        says which kubeconfig it wrote. Choose a group above to try it from here.
        """;

    private static readonly Dictionary<string, (string Summary, string Description)> Texts = new(StringComparer.Ordinal)
    {
        ["Start a container"] = ("Start a container", "Declares a container. It is scheduled and started as soon as this answers. The name alone is enough: it then runs the duck, a small web server on port 8080. With `ports` the answer tells where it is reached."),
        ["List containers"] = ("List containers", "All containers with their state and node, also pods that were made with `kubectl run`."),
        ["Show a container"] = ("Show a container", "One container with its pods, and how far its last change is."),
        ["Replace a container"] = ("Replace a container", "Declares it anew; what is left out becomes what it is without it. If its pods are to be others they are replaced step by step, without a gap: `rollout` tells how far that is."),
        ["Change a container"] = ("Change a container", "Changes the fields that are given, and `null` takes one back (JSON merge patch). Another number of `replicas` scales; anything else replaces the pods step by step."),
        ["Remove a container"] = ("Remove a container", "Takes the declaration back; its pods are stopped, and what it was reached by goes."),
    };

    private static readonly Dictionary<string, (string Summary, string Body)> Declarations = new(StringComparer.Ordinal)
    {
        ["name"] = ("The name alone", """{"name": "nginx"}"""),
        ["replicas"] = ("Three copies behind one address", """{"name": "ducks", "replicas": 3, "ports": [8080]}"""),
        ["command"] = ("A command with settings", """{"name": "clock", "command": ["sh", "-c", "while true; do echo $GREETING; sleep 1; done"], "env": {"GREETING": "quack"}}"""),
        ["node"] = ("On a certain node, at a port of the nodes", """{"name": "pinned", "node": "node-1", "ports": ["31188:8080"]}"""),
    };

    private static readonly Dictionary<string, (string Summary, string Body)> Replacements = new(StringComparer.Ordinal)
    {
        ["image"] = ("Another image, three copies", """{"image": "duckbus/duck:local", "replicas": 3, "ports": [8080], "env": {"GREETING": "hello"}}"""),
    };

    private static readonly Dictionary<string, (string Summary, string Body)> Changes = new(StringComparer.Ordinal)
    {
        ["scale"] = ("Five copies", """{"replicas": 5}"""),
        ["env"] = ("Another setting", """{"env": {"GREETING": "quack quack"}}"""),
        ["ports"] = ("Reached at a port", """{"ports": [8080]}"""),
        ["image"] = ("Another image", """{"image": "duckbus/duck:local"}"""),
    };

    /// <summary>Adds Swagger's generator for the container API.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo { Title = "DuckBus", Version = "v1", Description = About });
            options.OperationFilter<ContainerDocs>();
            options.DocumentFilter<HealthDocs>();
            options.MapType<Model.Values.IntOrString>(() => new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.String });
            var docs = System.IO.Path.ChangeExtension(typeof(ContainerDocs).Assembly.Location, "xml");
            if (File.Exists(docs)) options.IncludeXmlComments(docs);
        });
    }

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.OperationId is { } id && Texts.TryGetValue(id, out var text))
            (operation.Summary, operation.Description, operation.OperationId) = (text.Summary, text.Description, id.Replace(" ", "", StringComparison.Ordinal));
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            (parameter.Example, parameter.Description) = ("nginx", "The name of the container.");
        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            content.Examples = ExamplesOf(context.ApiDescription.HttpMethod).ToDictionary(example => example.Key, example => (IOpenApiExample)new OpenApiExample
            {
                Summary = example.Value.Summary,
                Value = JsonNode.Parse(example.Value.Body),
            }, StringComparer.Ordinal);
    }

    private static Dictionary<string, (string Summary, string Body)> ExamplesOf(string? method) => method switch
    {
        "PUT" => Replacements,
        "PATCH" => Changes,
        _ => Declarations,
    };
}
