using DuckBus.ApiServer.Rules;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Containers;

/// <summary>What is wrong with a request of the container API. Pure.</summary>
internal static class ContainerProblems
{
    /// <summary>The problems of a request, with the field and the reason; empty if there are none.</summary>
    public static IReadOnlyList<StatusCause> Of(ContainerRequest request)
    {
        var problems = new Problems();
        if (string.IsNullOrEmpty(request.Name)) problems.Add(StatusCause.Required("name", "a container needs a name"));
        else problems.Check(Names.IsDnsLabel(request.Name), () => StatusCause.Invalid("name", request.Name, Names.LabelRule));
        problems.Check(request.Image is null || request.Image.Trim().Length > 0, () => StatusCause.Invalid("image", request.Image, "must not be empty"));
        problems.NotNegative(request.Replicas, "replicas");
        problems.Check(string.IsNullOrEmpty(request.Node) || Names.IsDnsSubdomain(request.Node), () => StatusCause.Invalid("node", request.Node, Names.SubdomainRule));
        foreach (var name in request.Env?.Keys ?? [])
            problems.Check(Names.IsEnvName(name), () => StatusCause.Invalid($"env.{name}", name, Names.EnvRule));
        Ports(request, problems);
        return problems.Causes;
    }

    private static void Ports(ContainerRequest request, Problems problems)
    {
        if (request.Ports is not { Count: > 0 } ports) return;
        if (request.Name is [var first, ..] && char.IsAsciiDigit(first))
            problems.Add(StatusCause.Invalid("name", request.Name, "must start with a letter where there are ports, since a service has the same name"));
        var (inside, outside) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (i, port) in ports.Index())
            if (AskedPort.Of(port) is not { } asked)
                problems.Add(StatusCause.Invalid($"ports[{i}]", port.ToString(), "must be a port from 1 to 65535, or \"HOST:CONTAINER\""));
            else if (!inside.Add(asked.Inside) || (asked.Outside is { } host && !outside.Add(host)))
                problems.Add(StatusCause.Duplicate($"ports[{i}]", port.ToString()));
    }
}
