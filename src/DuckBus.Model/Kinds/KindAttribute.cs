namespace DuckBus.Model.Kinds;

/// <summary>Declares a type as a kind of the API. Adding one to the model makes the server serve it.</summary>
/// <param name="group">The API group; empty for the core group.</param>
/// <param name="version">The version in the group.</param>
/// <param name="plural">The plural resource name, as in URLs.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KindAttribute(string group, string version, string plural) : Attribute
{
    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; } = group;

    /// <summary>The version in the group.</summary>
    public string Version { get; } = version;

    /// <summary>The plural resource name, as in URLs.</summary>
    public string Plural { get; } = plural;

    /// <summary>Whether objects live in a namespace (the default) or in the cluster.</summary>
    public bool Namespaced { get; init; } = true;

    /// <summary>Short names for the command line, such as <c>po</c>.</summary>
    public string[] ShortNames { get; init; } = [];

    /// <summary>Categories that list the kind together with others, such as <c>all</c>.</summary>
    public string[] Categories { get; init; } = [];

    /// <summary>
    /// The verbs of a kind that the server computes when it is asked and never stores, such as <c>get</c> and <c>list</c>;
    /// empty for a kind that is stored, which has all verbs.
    /// </summary>
    public string[] Verbs { get; init; } = [];
}
