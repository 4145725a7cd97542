using Experiments.Storage.Access;
using Experiments.Storage.Model;

namespace Experiments.Web.People;

/// <summary>The token of a person, without its secret.</summary>
/// <param name="Id">Its id, which is the part of the token after <c>exp_</c>.</param>
/// <param name="Person">The name of the person.</param>
/// <param name="Role">What it allows.</param>
/// <param name="CreatedAt">The time of its creation.</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="ExpiresAt">The time from which on it is refused, or null if it does not expire.</param>
/// <param name="RevokedAt">The time at which it was revoked, or null.</param>
internal sealed record TokenAnswer(
    string Id, string Person, Role Role, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>Creates the answer.</summary>
    public static TokenAnswer Of(TokenSummary token) => new(
        token.Id, token.Person, token.Role, token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.RevokedAt);
}
