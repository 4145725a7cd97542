using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

public sealed class MigratingTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Migrate_Twice_SaysWhatWasDoneAndThatNothingWas()
    {
        (await _shell.RunAsync("db", "migrate")).ShouldBe(0);
        _shell.Out.ShouldStartWith("applied 20261129050000_Baseline");
        _shell.Out.ShouldContain("now has schema");
        (await _shell.RunAsync("db", "migrate")).ShouldBe(0);
        _shell.Out.ShouldContain("already has schema");
    }

    [Fact]
    public async Task Migrate_UnreachableServer_IsOneSentenceWithoutThePassword()
    {
        _shell["EXPERIMENTS_DATABASE"] = "Host=127.0.0.1;Port=1;Username=me;Password=hunter2;Database=x";
        (await _shell.RunAsync("db", "migrate")).ShouldBe(1);
        _shell.Error.ShouldStartWith("experiments: PostgreSQL database 'x' on 127.0.0.1:1 cannot be reached");
        _shell.Error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Migrate_AddressThatIsNone_IsOneSentence()
    {
        _shell["EXPERIMENTS_DATABASE"] = "nonsense";
        (await _shell.RunAsync("db", "migrate")).ShouldBe(1);
        _shell.Error.ShouldStartWith("experiments: EXPERIMENTS_DATABASE is not an address of a database");
    }
}
