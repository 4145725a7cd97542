using System.Security.Cryptography;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Access;

/// <summary>
/// The tokens of people for the HTTP API. Every method throws a <see cref="UserErrorException"/> if the database cannot
/// be used.
/// </summary>
public sealed class AccessTokens(Database database)
{
    /// <summary>Creates a token.</summary>
    /// <param name="person">The name of the person.</param>
    /// <param name="role">What the token allows.</param>
    /// <param name="lifetime">The time after which it is refused, or null if it does not expire.</param>
    /// <param name="by">Who creates it.</param>
    /// <param name="cancel">Cancels the creation.</param>
    /// <returns>The id of the token, and its text, which cannot be read again.</returns>
    public async Task<(string Id, string Text)> CreateAsync(
        string person, Role role, TimeSpan? lifetime, string by, CancellationToken cancel = default)
    {
        var (text, id, sha256) = TokenText.Create();
        var expires = lifetime is { } time ? database.Dialect.FromNow((long)time.TotalSeconds) : "null";
        await DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(
            connection => connection.ExecuteAsync(
                $"""
                insert into access_tokens (id, person, role, sha256, created_by, expires_at)
                values (@id, @person, @role, @sha256, @by, {expires})
                """,
                [
                    ("id", id), ("person", person), ("role", EnumText.Write(role)), ("sha256", sha256), ("by", by),
                ],
                cancel),
            cancel));
        return (id, text);
    }

    /// <summary>Returns the person that a token belongs to, or null if it is not valid now.</summary>
    public async Task<TokenHolder?> FindAsync(string text, CancellationToken cancel = default)
    {
        if (TokenText.Read(text) is not ({ } id, { } sha256)) return null;
        var found = await DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(
            connection => connection.QueryAsync(
                $"""
                select person, role, sha256 from access_tokens
                where id = @id and revoked_at is null and (expires_at is null or expires_at > {database.Dialect.Now})
                """,
                [("id", id)],
                row => (Holder: new TokenHolder(id, row.GetString(0), EnumText.Read<Role>(row.GetString(1))),
                    Sha256: row.GetFieldValue<byte[]>(2)),
                cancel),
            cancel));
        return found is [var one] && CryptographicOperations.FixedTimeEquals(one.Sha256, sha256) ? one.Holder : null;
    }

    /// <summary>Lists all tokens, oldest first.</summary>
    public Task<IReadOnlyList<TokenSummary>> ListAsync(CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.QueryAsync(
            async db => (IReadOnlyList<TokenSummary>)
            [
                .. await db.AccessTokens.AsNoTracking().OrderBy(token => token.CreatedAt).ThenBy(token => token.Id)
                    .Select(token => new TokenSummary(
                        token.Id, token.Person, token.Role, token.CreatedAt, token.CreatedBy, token.ExpiresAt,
                        token.RevokedAt))
                    .ToListAsync(cancel),
            ],
            cancel));

    /// <summary>Revokes a token. Returns false if there is no such token, or it is revoked already.</summary>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancel = default) =>
        await DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(
            connection => connection.ExecuteAsync(
                $"update access_tokens set revoked_at = {database.Dialect.Now} where id = @id and revoked_at is null",
                [("id", id)], cancel),
            cancel)) > 0;
}
