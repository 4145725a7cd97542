using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.People;

public sealed class TokenCommandTests : IAsyncLifetime
{
    private readonly TestShell _shell = new();

    public async ValueTask InitializeAsync()
    {
        (await _shell.RunAsync("db", "migrate")).ShouldBe(0);
        _shell.TakeOut();
    }

    public ValueTask DisposeAsync()
    {
        _shell.Dispose();
        return default;
    }

    [Fact]
    public async Task CreateListAndRevoke_AToken_ShowItOnceAndRecordWhoDidIt()
    {
        (await _shell.RunAsync("token", "create", "ada@example.org", "--role", "submitter", "--expires", "30d"))
            .ShouldBe(0);
        var token = _shell.TakeOut().Trim();
        token.ShouldStartWith("exp_");
        var id = token.Split('_')[1];
        (await _shell.RunAsync("token", "create", "bob", "--role", "viewer", "--expires", "never", "--header"))
            .ShouldBe(0);
        _shell.TakeOut().ShouldStartWith("Authorization: Bearer exp_");

        (await _shell.RunAsync("token", "ls")).ShouldBe(0);
        var listed = _shell.TakeOut();
        listed.ShouldContain(id);
        listed.ShouldContain("ada@example.org");
        listed.ShouldContain("never");
        listed.ShouldNotContain(token[^20..]);

        (await _shell.RunAsync("token", "revoke", id)).ShouldBe(0);
        _shell.TakeOut().ShouldBe($"token {id} is revoked\n");
        (await _shell.RunAsync("token", "revoke", id)).ShouldBe(1);
        _shell.Error.ShouldContain($"there is no token '{id}' that could be revoked");

        (await _shell.RunAsync("audit", "--format", "csv")).ShouldBe(0);
        var audit = _shell.TakeOut().TrimEnd().Split('\n');
        audit.Length.ShouldBe(5);
        audit[1].ShouldContain($"token revoke,,token {id},");
        audit[1].ShouldContain("there is no token", customMessage: "the second revocation was refused");
        audit[2].ShouldContain($"token revoke,,token {id},");
        audit[4].ShouldContain("\"token of 'ada@example.org', submitter\"");
        audit.Skip(1).ShouldAllBe(line => line.Contains($"{Environment.UserName}@{Environment.MachineName}"));
    }

    [Theory]
    [InlineData("token create ada", "--role")]
    [InlineData("token create ada --role king", "king")]
    [InlineData("token create ada --role viewer --expires soon", "--expires must be a time with its unit")]
    [InlineData("token create a/b --role viewer", "the name of a person is")]
    [InlineData("token create ada --role viewer --expires 9999d", "is 1 second to 3660 days")]
    public async Task Create_WithWrongWords_IsRefused(string line, string why)
    {
        (await _shell.RunAsync(line.Split(' '))).ShouldBeGreaterThan(0);
        _shell.Error.ShouldContain(why);
        (await _shell.RunAsync("token", "ls")).ShouldBe(0);
        _shell.Error.ShouldContain("There are no tokens");
    }

    [Fact]
    public async Task Audit_OfASweep_ListsItsChangesOnly()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.SubmitAsync(
            "k3m9",
            """
            workload: mlp
            dataset: mnist
            method: random
            run_cap: 1
            metric: {name: val_loss, goal: minimize}
            parameters: {learning_rate: {min: 0.001, max: 0.1}}
            """);
        (await _shell.RunAsync("tag", "k3m9", "good")).ShouldBe(0);
        (await _shell.RunAsync("token", "create", "bob", "--role", "viewer")).ShouldBe(0);
        _shell.TakeOut();
        (await _shell.RunAsync("audit", "k3m9", "--format", "csv")).ShouldBe(0);
        var lines = _shell.TakeOut().TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain(",command line,tag,k3m9,");
    }
}
