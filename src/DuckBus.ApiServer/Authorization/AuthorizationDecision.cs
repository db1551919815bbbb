namespace DuckBus.ApiServer.Authorization;

/// <summary>Whether a request may go on.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Reason">If not, why, for people.</param>
public readonly record struct AuthorizationDecision(bool Allowed, string? Reason = null);
