using DuckBus.Model.Kinds;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>The names that Kubernetes gives the schemas of its types: clients look for them.</summary>
internal static class SchemaNames
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1";

    private static readonly Dictionary<string, string> Packages = ResourceKind.Served
        .GroupBy(kind => kind.Type.Namespace!, StringComparer.Ordinal)
        .ToDictionary(kinds => kinds.Key, kinds => Package(kinds.First()), StringComparer.Ordinal);

    /// <summary>The name of a type's schema: <c>io.k8s.api.core.v1.Pod</c>.</summary>
    public static string Of(Type type)
    {
        var package = ResourceKind.Served.FirstOrDefault(kind => kind.Type == type) is { } own
            ? Package(own)
            : Around(type.Namespace ?? "");
        return $"{package}.{(type.Name == "StandardCondition" ? "Condition" : type.Name)}";
    }

    /// <summary>The name of the schema of a list of objects of a kind.</summary>
    public static string ListOf(ResourceKind kind) => Of(kind.Type) + "List";

    /// <summary>The name of the schema of a value that is one word on the wire; null if it needs none.</summary>
    public static string? Of(ValueForm form) => form switch
    {
        ValueForm.Quantity => "io.k8s.apimachinery.pkg.api.resource.Quantity",
        ValueForm.IntOrString => "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
        ValueForm.Time => $"{Meta}.Time",
        ValueForm.MicroTime => $"{Meta}.MicroTime",
        _ => null,
    };

    /// <summary>The package of the nearest namespace that has a kind: what a kind's spec is made of may stand in folders below it.</summary>
    private static string Around(string space) =>
        Packages.TryGetValue(space, out var package) ? package
        : space.LastIndexOf('.') is > 0 and var dot ? Around(space[..dot])
        : Meta;

    private static string Package(ResourceKind kind) =>
        $"io.k8s.api.{(kind.Group.Length == 0 ? "core" : kind.Group.Split('.')[0])}.{kind.Version}";
}
