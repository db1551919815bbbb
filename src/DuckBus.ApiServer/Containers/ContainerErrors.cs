using System.Globalization;
using System.Text.RegularExpressions;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Containers;

/// <summary>Failures in the words of the container API. Pure.</summary>
internal static partial class ContainerErrors
{
    private static readonly ResourceKind Deployments = ResourceKind.Of<Deployment>();

    /// <summary>Refuses a request that has problems.</summary>
    /// <exception cref="StatusException">422, with all of them.</exception>
    public static void Demand(ContainerRequest request)
    {
        var causes = ContainerProblems.Of(request);
        if (causes.Count > 0) throw Invalid(request.Name, causes);
    }

    /// <summary>422: these fields are not right.</summary>
    public static StatusException Invalid(string? name, IReadOnlyList<StatusCause> causes)
    {
        var status = Status.Invalid(Deployments, name, causes);
        return new StatusException(status with
        {
            Message = status.Message!.Replace("Deployment.apps", "container", StringComparison.Ordinal),
            Details = status.Details! with { Kind = "containers", Group = null },
        });
    }

    /// <summary>422: what has the name is a pod, and not a declaration that could be another.</summary>
    public static StatusException Undeclared(string name) => Invalid(name,
        [StatusCause.Invalid("name", name, "is a pod by itself, which nobody declared here: delete it, and start a container of that name")]);

    /// <summary>409: a service that is not of the container API has the name.</summary>
    public static StatusException ServiceExists(string name)
    {
        var status = Status.AlreadyExists(ResourceKind.Of<Service>(), name);
        return new StatusException(status with { Message = $"{status.Message}, so a container of that name cannot have ports: choose another name, or delete the service" });
    }

    /// <summary>The failure with the name of the container API instead of the kind's.</summary>
    public static StatusException Named(Status status, ResourceKind kind, string name) => new(status with
    {
        Message = status.Message!.Replace($"{kind.Id} \"{name}\"", $"containers \"{name}\"", StringComparison.Ordinal),
        Details = status.Details! with { Kind = "containers", Group = null },
    });

    /// <summary>What a service's failure means: its fields are ports of the request.</summary>
    public static StatusException OfService(StatusException failure, ContainerRequest request)
    {
        if (failure.IsAlreadyExists) return ServiceExists(request.Name!);
        if (failure.Code != 422 || failure.Status.Details?.Causes is not { Count: > 0 } causes) return failure;
        return Invalid(request.Name, [.. causes.Select(cause => Translated(cause, request))]);
    }

    private static StatusCause Translated(StatusCause cause, ContainerRequest request)
    {
        if (cause.Field == "metadata.name") return cause with { Field = "name" };
        var match = PortField().Match(cause.Field ?? "");
        if (!match.Success) return cause;
        var index = int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture);
        return StatusCause.Invalid($"ports[{index}]", request.Ports![index].ToString(), Reason(cause.Message));
    }

    // "Invalid value: 30080: provided port is already allocated" says the value twice.
    private static string Reason(string? message) => message is null ? "" : message[(message.LastIndexOf(": ", StringComparison.Ordinal) + 1)..].Trim();

    [GeneratedRegex(@"^spec\.ports\[(?<index>\d+)\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PortField();
}
