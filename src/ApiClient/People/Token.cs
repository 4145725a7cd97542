namespace Experiments.ApiClient.People;

/// <summary>The token of a person, without its secret.</summary>
/// <param name="Id">Its id, which is the part of the token after <c>exp_</c>.</param>
/// <param name="Person">The name of the person.</param>
/// <param name="Role">
/// What it allows: <c>viewer</c>, <c>submitter</c>, <c>operator</c> or <c>admin</c>.
/// </param>
/// <param name="CreatedAt">The time of its creation.</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="ExpiresAt">The time from which on it is refused, or null if it does not expire.</param>
/// <param name="RevokedAt">The time at which it was revoked, or null.</param>
public sealed record Token(
    string Id, string Person, string Role, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt);
