using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Writes;

/// <summary>A body must be what its URL says. What it leaves out is taken from there.</summary>
internal static class Identity
{
    /// <summary>Compares the body of a POST with the URL.</summary>
    /// <exception cref="StatusException">400: they differ.</exception>
    public static void Check(ResourceKind kind, string ns, Resource submitted) =>
        Check(kind.ApiVersion, kind.Name, kind.Namespaced ? ns : null, null, submitted);

    /// <summary>Compares the body of a PUT, or the result of a PATCH, with the URL.</summary>
    /// <exception cref="StatusException">400: they differ.</exception>
    public static void Check(Representation seen, ResourceTarget target, Resource submitted) =>
        Check(seen.ApiVersion, seen.Kind, target.Kind.Namespaced ? target.Namespace : null, target.Name, submitted);

    private static void Check(string apiVersion, string kind, string? ns, string? name, Resource submitted)
    {
        Same("apiVersion", submitted.ApiVersion, apiVersion);
        Same("kind", submitted.Kind, kind);
        if (ns is not null) Same("metadata.namespace", submitted.Metadata.Namespace, ns);
        else if (!string.IsNullOrEmpty(submitted.Metadata.Namespace))
            throw Mismatch("metadata.namespace", submitted.Metadata.Namespace, "is not allowed on a cluster-scoped kind");
        if (name is not null) Same("metadata.name", submitted.Metadata.Name, name);
    }

    private static void Same(string field, string? given, string expected)
    {
        if (!string.IsNullOrEmpty(given) && given != expected) throw Mismatch(field, given, $"does not match \"{expected}\" of the URL");
    }

    private static StatusException Mismatch(string field, string given, string why) =>
        new(Status.BadRequest($"{field}: \"{given}\" {why}", StatusCause.Invalid(field, given, why)));
}
