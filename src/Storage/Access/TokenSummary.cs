using Experiments.Storage.Model;

namespace Experiments.Storage.Access;

/// <summary>A token as lists show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Person">The name of the person.</param>
/// <param name="Role">What it allows.</param>
/// <param name="CreatedAt">The time of its creation.</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="ExpiresAt">The time from which on it is refused, or null if it does not expire.</param>
/// <param name="RevokedAt">The time at which it was revoked, or null.</param>
public sealed record TokenSummary(
    string Id, string Person, Role Role, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt);
