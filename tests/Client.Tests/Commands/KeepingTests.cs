using System.Text.Json;
using Experiments.Client.Shells;
using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Commands;

/// <summary>Tests of what people write about sweeps, and of how they delete, back up and measure them.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Tag_Sweep_LsFindsIt()
    {
        await SeedAsync("one", "two");
        (await _shell.RunAsync("tag", "one", "good", "baseline")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("sweep 'digits-optimizers' (one) has the tags baseline, good\n");
        (await _shell.RunAsync("untag", "one", "good")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("sweep 'digits-optimizers' (one) has the tags baseline\n");
        (await _shell.RunAsync("ls", "--tag", "baseline", "--format", "json")).ShouldBe(0);
        var sweep = JsonDocument.Parse(_shell.TakeOut()).RootElement.EnumerateArray().Single();
        sweep.GetProperty("id").GetString().ShouldBe("one");
        sweep.GetProperty("tags").GetString().ShouldBe("baseline");
        (await _shell.RunAsync("ls")).ShouldBe(0);
        _shell.TakeOut().ShouldContain("tags");
        (await _shell.RunAsync("untag", "one", "baseline")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("sweep 'digits-optimizers' (one) has no tags\n");
        (await _shell.RunAsync("ls")).ShouldBe(0);
        _shell.TakeOut().ShouldNotContain("tags");
    }

    [Theory]
    [InlineData("a tag is a word", "tag", "one", "two words")]
    [InlineData("a tag is a word", "tag", "one", "a,b")]
    [InlineData("a tag is a word", "tag", "one", "")]
    [InlineData("has no tag 'x'; it has no tags", "untag", "one", "x")]
    [InlineData("a name is text of up to 200 characters on one line, but ' ' is not", "rename", "one", " ")]
    [InlineData("a note is text", "note", "one", " ")]
    [InlineData("There is no sweep 'three'", "rm", "three", "--yes")]
    [InlineData("repeat the command with '--yes'", "rm", "one")]
    public async Task Run_Nonsense_IsRefusedAndChangesNothing(string message, params string[] args)
    {
        await SeedAsync("one");
        var before = await ListAsync();
        (await _shell.RunAsync(args)).ShouldBe(1);
        _shell.Error.ShouldContain(message);
        (await ListAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Note_Sweep_ShowHasIt()
    {
        await SeedAsync("one");
        (await _shell.RunAsync("note", "one")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("sweep 'digits-optimizers' (one) has no note\n");
        (await _shell.RunAsync("note", "one", "try a larger batch")).ShouldBe(0);
        _shell.TakeOut();
        (await _shell.RunAsync("note", "one")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("try a larger batch\n");
        (await _shell.RunAsync("show", "one")).ShouldBe(0);
        _shell.TakeOut().ShouldContain("try a larger batch");
        (await _shell.RunAsync("note", "one", "--clear")).ShouldBe(0);
        (await _shell.RunAsync("show", "one")).ShouldBe(0);
        _shell.TakeOut().ShouldNotContain("try a larger batch");
        (await _shell.RunAsync("note", "one", "text", "--clear")).ShouldBe(ExitCodes.WrongUsage);
    }

    [Fact]
    public async Task RenameAndArchive_Sweep_IsFoundByItsNewNameAndHidden()
    {
        await SeedAsync("one");
        (await _shell.RunAsync("rename", "digits-optimizers", "first try")).ShouldBe(0);
        (await _shell.RunAsync("archive", "first try")).ShouldBe(0);
        _shell.TakeOut().ShouldContain("sweep 'first try' (one) is archived");
        (await _shell.RunAsync("ls")).ShouldBe(0);
        _shell.TakeOut().ShouldBeEmpty();
        _shell.Error.ShouldContain("All sweeps are archived; 'experiments ls --archived' lists them.");
        (await _shell.RunAsync("ls", "--archived")).ShouldBe(0);
        _shell.TakeOut().ShouldContain("first try");
        (await _shell.RunAsync("unarchive", "one")).ShouldBe(0);
        (await ListAsync()).ShouldBe(["one first try"]);
    }

    [Theory, InlineData("y", true), InlineData("Yes", true), InlineData("", false), InlineData(null, false)]
    public async Task Rm_AtATerminal_AsksFirst(string? answer, bool deleted)
    {
        await SeedAsync("one", "two");
        var asked = new List<string>();
        var shell = _shell.Shell with
        {
            Ask = question =>
            {
                asked.Add(question);
                return answer;
            },
        };
        (await Client.Commands.CommandLine.RunAsync(["rm", "two"], shell)).ShouldBe(deleted ? 0 : 1);
        asked.ShouldHaveSingleItem().ShouldContain("cannot be undone");
        _shell.Error.ShouldContain("sweep 'digits-optimizers' (two), 1 trial");
        (await ListAsync()).Count.ShouldBe(deleted ? 1 : 2);
    }

    [Fact]
    public async Task Rm_OneOfThemRuns_SaysWhichAndLeavesIt()
    {
        await SeedAsync("one");
        await using (var database = await SeededDatabase.CreateAsync(_shell.Home))
        {
            await database.SubmitAsync("two", Sweeps.File);
            await database.BeatAsync("experiments", serves: true);
        }

        (await _shell.RunAsync("rm", "one", "two", "--yes")).ShouldBe(1);

        _shell.TakeOut().ShouldBe("sweep 'digits-optimizers' (one) is deleted\n");
        _shell.Error.ShouldContain("(two) is not deleted: it has not ended");
        (await ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Backup_ThenRm_RestoreBringsItBack()
    {
        await SeedAsync("one");
        var file = Path.Combine(_shell.Home, "backup.zip");
        (await _shell.RunAsync("db", "backup", file)).ShouldBe(0);
        _shell.TakeOut().ShouldStartWith("wrote ");
        (await _shell.RunAsync("db", "restore", file)).ShouldBe(1);
        _shell.Error.ShouldContain("has sweeps: restore into an empty one");
        (await _shell.RunAsync("rm", "one", "--yes")).ShouldBe(0);
        (await ListAsync()).ShouldBeEmpty();
        (await _shell.RunAsync("db", "restore", file)).ShouldBe(0);
        (await ListAsync()).ShouldBe(["one digits-optimizers"]);
    }

    [Fact]
    public async Task Prune_OldSweep_SaysWhatItDeletes()
    {
        await SeedAsync("one");
        (await _shell.RunAsync("db", "prune", "--older-than", "1d")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("there is nothing to delete\n");
        await using (var database = await SeededDatabase.CreateAsync(_shell.Home))
            await database.ExecuteAsync("update sweeps set finished_at = '2020-01-01 00:00:00+00:00'");
        (await _shell.RunAsync("db", "prune", "--older-than", "90d", "--keep", "none", "--dry-run")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("sweep 'digits-optimizers' (one): would delete all of it\n");
        (await ListAsync()).Count.ShouldBe(1);
        (await _shell.RunAsync("db", "prune", "--older-than", "90d", "--keep", "none")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("sweep 'digits-optimizers' (one): deleted all of it\n");
        (await ListAsync()).ShouldBeEmpty();
        (await _shell.RunAsync("db", "prune", "--older-than", "soon")).ShouldBe(ExitCodes.WrongUsage);
        _shell.Error.ShouldContain("--older-than must be a time such as 90d, 12h or 30m, but is 'soon'");
    }

    [Fact]
    public async Task Size_Json_HasBytesBySweep()
    {
        await SeedAsync("one");
        (await _shell.RunAsync("db", "size", "--format", "json")).ShouldBe(0);
        var sweep = JsonDocument.Parse(_shell.TakeOut()).RootElement.EnumerateArray().Single();
        sweep.GetProperty("id").GetString().ShouldBe("one");
        sweep.GetProperty("trials_bytes").GetInt64().ShouldBeGreaterThan(0);
        sweep.GetProperty("total_bytes").GetInt64().ShouldBeGreaterThan(sweep.GetProperty("trials_bytes").GetInt64());
        (await _shell.RunAsync("db", "size")).ShouldBe(0);
        _shell.TakeOut().ShouldContain("total:");
        (await _shell.RunAsync("db", "compact")).ShouldBe(0);
        _shell.TakeOut().ShouldStartWith("the file has ");
    }

    private async Task<IReadOnlyList<string>> ListAsync()
    {
        _shell.TakeOut();
        (await _shell.RunAsync("ls", "--archived", "--format", "json")).ShouldBe(0);
        return [.. JsonDocument.Parse(_shell.TakeOut()).RootElement.EnumerateArray()
            .Select(sweep => $"{sweep.GetProperty("id")} {sweep.GetProperty("name")}")];
    }

    // Ended sweeps with one trial each.
    private async Task SeedAsync(params string[] ids)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        foreach (var id in ids)
        {
            var sweep = await database.SubmitAsync(id, Sweeps.File);
            await sweep.StartAsync(1);
            await sweep.CompleteAsync(0, 0.5);
            await sweep.HappenAsync(new SearchEvent.StopRequested());
        }
    }
}
