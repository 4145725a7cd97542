using Experiments.Storage.Access;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Access;

public sealed class AccessTokensTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Find_TokenThatWasCreated_IsItsHolderUntilItIsRevoked(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var tokens = new AccessTokens(storage.Database);
        var (id, text) = await tokens.CreateAsync("ada", Role.Submitter, TimeSpan.FromDays(1), "root@machine", Cancel);
        var (other, _) = await tokens.CreateAsync("bob", Role.Admin, null, "root@machine", Cancel);

        (await tokens.FindAsync(text, Cancel)).ShouldBe(new TokenHolder(id, "ada", Role.Submitter));
        var listed = await tokens.ListAsync(Cancel);
        listed.Select(token => token.Id).ShouldBe([id, other], ignoreOrder: true);
        var ada = listed.Single(token => token.Id == id);
        (ada.Person, ada.Role, ada.CreatedBy, ada.RevokedAt).ShouldBe(("ada", Role.Submitter, "root@machine", null));
        (ada.ExpiresAt!.Value - ada.CreatedAt).ShouldBe(TimeSpan.FromDays(1), TimeSpan.FromSeconds(5));
        listed.Single(token => token.Id == other).ExpiresAt.ShouldBeNull();

        (await tokens.RevokeAsync(id, Cancel)).ShouldBeTrue();
        (await tokens.RevokeAsync(id, Cancel)).ShouldBeFalse();
        (await tokens.RevokeAsync("x' or '1'='1", Cancel)).ShouldBeFalse();
        (await tokens.FindAsync(text, Cancel)).ShouldBeNull();
        (await tokens.ListAsync(Cancel)).Count(token => token.RevokedAt is null).ShouldBe(1);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Find_TokenThatIsWrongOrExpired_IsNull(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var tokens = new AccessTokens(storage.Database);
        var (id, text) = await tokens.CreateAsync("ada", Role.Viewer, null, "root", Cancel);
        var (_, other) = await tokens.CreateAsync("bob", Role.Admin, null, "root", Cancel);
        var (_, expired) = await tokens.CreateAsync("eve", Role.Admin, TimeSpan.Zero, "root", Cancel);

        string[] wrong =
        [
            "", "exp_", $"exp_{id}", $"exp_{id}_", text[..^1], text + "x", text.ToUpperInvariant(), text[4..],
            // The secret of another token.
            $"exp_{id}{other[other.IndexOf('_', 4)..]}",
            expired,
        ];
        foreach (var each in wrong) (await tokens.FindAsync(each, Cancel)).ShouldBeNull(each);
        (await tokens.FindAsync(text, Cancel)).ShouldNotBeNull();
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Create_Tokens_StoreNoSecretAndShareNone(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var tokens = new AccessTokens(storage.Database);
        var texts = new HashSet<string>();
        for (var i = 0; i < 20; i++)
            texts.Add((await tokens.CreateAsync("ada", Role.Viewer, null, "root", Cancel)).Text);
        texts.Count.ShouldBe(20);
        texts.ShouldAllBe(text => text.Length == "exp_".Length + 8 + 1 + 43);

        var stored = await storage.Database.ReadAsync(
            connection => connection.QueryAsync(
                "select id, sha256 from access_tokens", [],
                row => (Id: row.GetString(0), Sha256: row.GetFieldValue<byte[]>(1)), Cancel),
            Cancel);
        stored.ShouldAllBe(row => row.Sha256.Length == 32);
        stored.Select(row => Convert.ToHexString(row.Sha256)).Distinct().Count().ShouldBe(20);
    }
}
