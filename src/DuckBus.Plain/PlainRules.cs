using System.Text.RegularExpressions;
using DuckBus.Model.Errors;

namespace DuckBus.Plain;

/// <summary>What is wrong with a request. Pure.</summary>
public static partial class PlainRules
{
    private const string LabelRule =
        "must be a DNS label: at most 63 lower-case letters, digits and '-', starting and ending with a letter or digit";

    /// <summary>Every problem of a request, in the order of its fields; empty if there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="nodes">The nodes that there are.</param>
    public static IReadOnlyList<StatusCause> Problems(PlainRequest request, IReadOnlyCollection<string> nodes)
    {
        List<StatusCause> causes = [.. Name(request.Name)];
        if (request.Image is not null && request.Image.Trim().Length == 0)
            causes.Add(StatusCause.Invalid("image", request.Image, "must not be empty"));
        if (request.Node is not null && !nodes.Contains(request.Node))
            causes.Add(StatusCause.NotSupported("node", request.Node, nodes));
        return causes;
    }

    /// <summary>What is wrong with a name.</summary>
    public static IEnumerable<StatusCause> Name(string? name)
    {
        if (string.IsNullOrEmpty(name)) yield return StatusCause.Required("name", "a container needs a name");
        else if (!DnsLabel().IsMatch(name)) yield return StatusCause.Invalid("name", name, LabelRule);
    }

    /// <summary>Refuses a request that has problems.</summary>
    /// <exception cref="StatusException">422: with one cause a field.</exception>
    public static void Demand(string? name, IReadOnlyList<StatusCause> problems)
    {
        if (problems.Count > 0)
            throw new StatusException(PlainStatus.Invalid(name, problems));
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DnsLabel();
}
