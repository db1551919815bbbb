using System.Collections.Concurrent;
using System.Reflection;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Kinds;

/// <summary>What the API knows about a kind, read from its type and its <see cref="KindAttribute"/>.</summary>
public sealed class ResourceKind
{
    private static readonly ConcurrentDictionary<Type, ResourceKind> ByType = new();

    private static readonly string[] StoredVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    private ResourceKind(Type type, KindAttribute kind)
    {
        Type = type;
        Group = kind.Group;
        Version = kind.Version;
        Plural = kind.Plural;
        Name = type.Name;
        Namespaced = kind.Namespaced;
        ShortNames = kind.ShortNames;
        Categories = kind.Categories;
        IsStored = kind.Verbs.Length == 0;
        Verbs = IsStored ? StoredVerbs : kind.Verbs;
        HasStatus = ((Resource)Activator.CreateInstance(type)!).HasStatus;
    }

    /// <summary>The type in the model.</summary>
    public Type Type { get; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The version in the group.</summary>
    public string Version { get; }

    /// <summary>The plural resource name, as in URLs: <c>pods</c>.</summary>
    public string Plural { get; }

    /// <summary>The name of the kind: <c>Pod</c>.</summary>
    public string Name { get; }

    /// <summary>The lower-case singular name: <c>pod</c>.</summary>
    public string Singular => Name.ToLowerInvariant();

    /// <summary>Whether objects live in a namespace.</summary>
    public bool Namespaced { get; }

    /// <summary>Whether the kind has a status subresource.</summary>
    public bool HasStatus { get; }

    /// <summary>Short names for the command line.</summary>
    public IReadOnlyList<string> ShortNames { get; }

    /// <summary>Categories that list the kind together with others.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>What can be done with objects of the kind, in the words of Kubernetes.</summary>
    public IReadOnlyList<string> Verbs { get; }

    /// <summary>Whether objects are kept in the store; the others are computed when somebody asks.</summary>
    public bool IsStored { get; }

    /// <summary><c>v1</c> or <c>apps/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Group and resource, the name of the kind in the store, on the bus and in messages: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public string Id => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Every kind that the API serves, core group first, then by group, version (the preferred one first) and name: <see cref="All"/> and those that are computed.</summary>
    public static IReadOnlyList<ResourceKind> Served { get; } =
    [
        .. typeof(ResourceKind).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<KindAttribute>() is not null)
            .Select(Of)
            .OrderBy(kind => kind.Group, StringComparer.Ordinal)
            .ThenBy(kind => kind.Version, StringComparer.Ordinal)
            .ThenBy(kind => kind.Plural, StringComparer.Ordinal),
    ];

    /// <summary>Every kind that is stored, in the order of <see cref="Served"/>.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } = [.. Served.Where(kind => kind.IsStored)];

    /// <summary>The kind of a type of the model.</summary>
    public static ResourceKind Of<T>()
        where T : Resource => Of(typeof(T));

    /// <summary>The kind of a type of the model.</summary>
    /// <exception cref="ArgumentException">The type has no <see cref="KindAttribute"/>.</exception>
    public static ResourceKind Of(Type type) => ByType.GetOrAdd(type, static t => new ResourceKind(
        t, t.GetCustomAttribute<KindAttribute>() ?? throw new ArgumentException($"{t} is no kind: it has no [Kind].", nameof(type))));

    /// <summary>The kind with this <see cref="Id"/>, or null.</summary>
    public static ResourceKind? Find(string id) => All.FirstOrDefault(kind => string.Equals(kind.Id, id, StringComparison.Ordinal));

    /// <summary>The URL path of the collection, or of the object when a name is given.</summary>
    /// <param name="ns">The namespace; null or empty for all namespaces or for cluster-scoped kinds.</param>
    /// <param name="name">The object's name; null for the collection.</param>
    /// <param name="subresource">Such as <c>status</c>; null for the object itself.</param>
    public string Path(string? ns = null, string? name = null, string? subresource = null)
    {
        var path = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        if (Namespaced && !string.IsNullOrEmpty(ns)) path += $"/namespaces/{Uri.EscapeDataString(ns)}";
        path += $"/{Plural}";
        if (name is not null) path += $"/{Uri.EscapeDataString(name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }

    /// <inheritdoc />
    public override string ToString() => Id;
}
