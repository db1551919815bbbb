using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>SelfSubjectReviewStatus is filled in by the server and sent back to the user.</summary>
public sealed record SelfSubjectReviewStatus : Extensible
{
    /// <summary>User attributes of the user making this request.</summary>
    [Proto(1)]
    public UserInfo? UserInfo { get; init; }
}
