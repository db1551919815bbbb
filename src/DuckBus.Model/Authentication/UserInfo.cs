using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>UserInfo holds what is known of whoever makes a request.</summary>
public sealed record UserInfo : Extensible
{
    /// <summary>The name that identifies this user among all active users.</summary>
    [Proto(1)]
    public string? Username { get; init; }

    /// <summary>A value that identifies this user across time: if a user is deleted and another of the same name is added, it differs.</summary>
    [Proto(2)]
    public string? Uid { get; init; }

    /// <summary>The names of the groups that this user is a part of.</summary>
    [Proto(3)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Whatever else the authenticator says of the user.</summary>
    [Proto(4)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }
}
