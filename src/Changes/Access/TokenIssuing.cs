using System.Text.RegularExpressions;
using Experiments.Storage.Access;
using Experiments.Storage.Model;

namespace Experiments.Changes.Access;

/// <summary>Creates and revokes the tokens of people.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="recorder">Records the changes.</param>
public sealed partial class TokenIssuing(AccessTokens tokens, ChangeRecorder recorder)
{
    /// <summary>The lifetime of a token for which none is given: 90 days.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(90);

    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3_660);

    /// <summary>Creates a token.</summary>
    /// <param name="person">The name of the person.</param>
    /// <param name="role">What the token allows.</param>
    /// <param name="lifetime">The time after which it is refused, or null if it does not expire.</param>
    /// <param name="cancel">Cancels the creation.</param>
    /// <returns>The id of the token, and its text, which cannot be read again.</returns>
    /// <exception cref="UserErrorException">The name or the lifetime is invalid.</exception>
    public async Task<(string Id, string Text)> CreateAsync(
        string person, Role role, TimeSpan? lifetime, CancellationToken cancel)
    {
        if (!Name().IsMatch(person))
            throw new UserErrorException(
                "the name of a person is 1 to 100 letters, digits, '.', '_', '-', '+' and '@', such as "
                + $"ada@example.org, but '{person}' is not");
        if (lifetime is { } time && (time < TimeSpan.FromSeconds(1) || time > LongestLifetime))
            throw new UserErrorException(
                $"the lifetime of a token is 1 second to {LongestLifetime.TotalDays:0} days, or none at all");
        return await recorder.RecordAsync(
            "token create", null, $"token of '{person}', {role.ToWord()}",
            () => tokens.CreateAsync(person, role, lifetime, recorder.Author.Name, cancel), cancel);
    }

    /// <summary>Revokes a token: it is refused from now on.</summary>
    /// <returns>The report that it was done, a sentence.</returns>
    /// <exception cref="UserErrorException">There is no such token, or it is revoked already.</exception>
    public Task<string> RevokeAsync(string id, CancellationToken cancel) => recorder.RecordAsync(
        "token revoke", null, $"token {id}",
        async () => await tokens.RevokeAsync(id, cancel)
            ? $"token {id} is revoked"
            : throw new UserErrorException(
                $"there is no token '{id}' that could be revoked; 'experiments token ls' lists them by their ids"),
        cancel);

    [GeneratedRegex(@"^[\p{L}\p{Nd}._+@-]{1,100}$")]
    private static partial Regex Name();
}
