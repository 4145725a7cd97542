using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Tests.Artifacts;

public sealed class ArtifactsCommandTests : IDisposable
{
    private const string Nights =
        "program: train.py\nname: nights\nmethod: random\nrun_cap: 6\nmetric: {name: loss}\n"
        + "parameters: {x: {min: 0.0, max: 1.0}}\n";

    private static readonly TrialId First = new(1, 0);

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    private string Folder => Path.Combine(_shell.Home, "out");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OfATrial_HasSizeTimeAndTheBeginningOfTheHash()
    {
        await SeedAsync();

        (await _shell.RunAsync("artifacts", "nights/0")).ShouldBe(0, _shell.Error);

        var lines = _shell.TakeOut().TrimEnd('\n').Split('\n');
        lines[0].ShouldMatch("^path +size +attempt +stored at +sha256 *$");
        lines[1].ShouldMatch(@"^model\.pt +7 B +1 +[0-9-]{10} [0-9:]{8} +[0-9a-f]{12} *$");
        lines[2].ShouldMatch(@"^plots/a b\.png +3 B ");
        lines.Length.ShouldBe(4);
    }

    [Fact]
    public async Task List_AsJson_HasEveryValueInFull()
    {
        await SeedAsync();

        (await _shell.RunAsync("artifacts", "nights/0", "model.pt", "--format", "json")).ShouldBe(0, _shell.Error);

        var file = JsonDocument.Parse(_shell.Out).RootElement.EnumerateArray().Single();
        file.GetProperty("path").GetString().ShouldBe("model.pt");
        file.GetProperty("trial").GetInt32().ShouldBe(0);
        file.GetProperty("attempt").GetInt32().ShouldBe(1);
        file.GetProperty("size_bytes").GetInt64().ShouldBe(7);
        file.GetProperty("sha256").GetString().ShouldBe(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("weights"u8)));
        file.GetProperty("stored_at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(-1));
    }

    [Fact]
    public async Task List_OfASweep_HasTheFilesOfAllTrials()
    {
        await SeedAsync();

        (await _shell.RunAsync("artifacts", "nights", "--format", "csv")).ShouldBe(0, _shell.Error);

        _shell.Out.TrimEnd().Split('\n').Skip(1).Select(line => string.Join(',', line.Split(',')[..2]))
            .ShouldBe(["0,model.pt", "0,plots/a b.png", "0,plots/deep/b.png", "1,model.pt"]);
    }

    [Theory]
    [InlineData("trial 2 of sweep 'nights' has left no files: a program leaves them in the folder", "nights/2")]
    [InlineData("no trial of sweep 'waiting' has left a file: only programs do", "waiting")]
    public async Task List_Nothing_SaysWhy(string sentence, string reference)
    {
        await SeedAsync();

        (await _shell.RunAsync("artifacts", reference)).ShouldBe(0);

        _shell.Error.ShouldStartWith(sentence);
        _shell.Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, "has no trial 9: it has 3, numbered from 0", "nights/9")]
    [InlineData(1, "there is no file or folder 'modl.pt'; did you mean 'model.pt'?", "nights/0", "modl.pt")]
    [InlineData(1, "trial 2 of sweep 'nights' has left no files", "nights/2", "--out", "x")]
    [InlineData(2, "--out writes the files of one trial: write nights/TRIAL", "nights", "--out", "x")]
    [InlineData(2, "--overwrite is for --out DIR", "nights/0", "--overwrite")]
    public async Task Artifacts_WhatCannotBe_IsRefusedInASentence(int code, string sentence, params string[] words)
    {
        await SeedAsync();

        (await _shell.RunAsync(["artifacts", .. words])).ShouldBe(code);

        _shell.Error.ShouldContain(sentence);
        _shell.Error.TrimEnd('\n').Split('\n').Length.ShouldBe(1);
        Directory.Exists("x").ShouldBeFalse();
    }

    [Fact]
    public async Task Download_Trial_WritesItsFiles()
    {
        await SeedAsync();

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder)).ShouldBe(0, _shell.Error);

        Read().ShouldBe(
            [("model.pt", "weights"), ("plots/a b.png", "png"), ("plots/deep/b.png", "deep")], ignoreOrder: true);
        _shell.Out.ShouldBe($"3 files (14 B) of trial 0 of sweep 'nights' are in {Folder}\n");
    }

    [Fact]
    public async Task Download_PathsOfFilesAndFolders_WritesTheseOnly()
    {
        await SeedAsync();

        (await _shell.RunAsync("artifacts", "nights/0", "plots/deep/", "model.pt", "--out", Folder)).ShouldBe(0);

        Read().Select(file => file.Path).ShouldBe(["model.pt", "plots/deep/b.png"], ignoreOrder: true);
    }

    [Fact]
    public async Task Download_FileExists_IsKeptUnlessItMayBeReplaced()
    {
        await SeedAsync();
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "model.pt"), "mine", Cancel);

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder)).ShouldBe(1);
        _shell.Error.ShouldContain("model.pt' exists: name another folder with --out, or replace it with --overwrite");
        Read().ShouldBe([("model.pt", "mine")], "nothing is written before all is checked");

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder, "--overwrite")).ShouldBe(0, _shell.Error);
        _shell.Out.ShouldStartWith("replaced: model.pt\n3 files");
        Read().Count.ShouldBe(3);
        Read().ShouldContain(("model.pt", "weights"));
    }

    /// <summary>Somebody else can write to the database; a program cannot leave such names.</summary>
    [Theory]
    [InlineData("../escaped")]
    [InlineData("plots/../../escaped")]
    [InlineData("/tmp/experiments-escaped")]
    [InlineData("a\u001B[2J")]
    [InlineData("..")]
    public async Task Download_HostilePath_WritesNothing(string path)
    {
        await using (var database = await SeedAsync())
            await database.ExecuteAsync(
                "update artifacts set path = @path where path = 'model.pt'", ("@path", path));

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder)).ShouldBe(1);

        _shell.Error.ShouldContain("is not written: its path leads out of");
        _shell.Error.ShouldNotContain("\u001B");
        Directory.Exists(Folder).ShouldBeFalse();
        Directory.GetFileSystemEntries(_shell.Home, "*escaped*").ShouldBeEmpty();
        File.Exists("/tmp/experiments-escaped").ShouldBeFalse();
    }

    [Fact]
    public async Task List_HostilePath_IsShownAsPictures()
    {
        await using (var database = await SeedAsync())
            await database.ExecuteAsync(
                "update artifacts set path = @path where path = 'model.pt'", ("@path", "a\u001B[2J\nb"));

        (await _shell.RunAsync("artifacts", "nights/0")).ShouldBe(0);

        _shell.Out.ShouldContain("a␛[2J␊b");
    }

    [Fact]
    public async Task Download_FolderOnTheWayIsALink_WritesNothing()
    {
        await SeedAsync();
        var elsewhere = Directory.CreateDirectory(Path.Combine(_shell.Home, "elsewhere")).FullName;
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Combine(Folder, "plots"), elsewhere);

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder)).ShouldBe(1);

        _shell.Error.ShouldContain("plots' is a link, and 'plots/a b.png' would be written to where it leads");
        Directory.GetFileSystemEntries(elsewhere).ShouldBeEmpty();
        Directory.GetFiles(Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Download_FileIsALink_ReplacesTheLinkAndNotItsTarget()
    {
        await SeedAsync();
        Directory.CreateDirectory(Folder);
        var target = _shell.Write("precious", "mine");
        File.CreateSymbolicLink(Path.Combine(Folder, "model.pt"), target);

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder)).ShouldBe(1);
        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder, "--overwrite")).ShouldBe(0, _shell.Error);

        (await File.ReadAllTextAsync(target, Cancel)).ShouldBe("mine");
        (await File.ReadAllTextAsync(Path.Combine(Folder, "model.pt"), Cancel)).ShouldBe("weights");
    }

    [Fact]
    public async Task Download_DamagedContent_IsRefusedAndLeavesNoPart()
    {
        await using (var database = await SeedAsync())
            await database.ExecuteAsync(
                "update artifact_contents set data = @data where sha256 = "
                + "(select sha256 from artifacts where path = 'plots/a b.png')", ("@data", "gnp"u8.ToArray()));

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder)).ShouldBe(1);

        _shell.Error.ShouldContain("the content of 'plots/a b.png' is damaged");
        Read().ShouldBe([("model.pt", "weights")]);
    }

    [Fact]
    public async Task Download_FolderIsAFile_SaysSo()
    {
        await SeedAsync();
        _shell.Write("out", "a file");

        (await _shell.RunAsync("artifacts", "nights/0", "--out", Folder)).ShouldBe(1);

        _shell.Error.ShouldContain("cannot be written");
        _shell.Error.ShouldContain("name another folder");
    }

    [Fact]
    public async Task Show_TrialWithFiles_SaysHowManyAndHowToSeeThem()
    {
        await SeedAsync();

        (await _shell.RunAsync("show", "nights/0")).ShouldBe(0);
        _shell.TakeOut().ShouldMatch("artifacts +3 files, see 'experiments artifacts nights/0'");
        (await _shell.RunAsync("show", "nights/2")).ShouldBe(0);
        _shell.TakeOut().ShouldNotContain("artifacts");
        (await _shell.RunAsync("show", "nights/1", "--format", "json")).ShouldBe(0);
        JsonDocument.Parse(_shell.Out).RootElement.GetProperty("artifacts").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task BestExport_OfAProgram_UnpacksWhatItLeft()
    {
        await SeedAsync();

        (await _shell.RunAsync("best", "nights", "--export", Folder)).ShouldBe(0, _shell.Error);

        Read().Select(file => file.Path).ShouldBe(
            [
                "README.md", "artifacts/model.pt", "artifacts/plots/a b.png", "artifacts/plots/deep/b.png",
                "curves.csv", "sweep.yaml",
            ],
            ignoreOrder: true);
        _shell.Out.ShouldContain("what its program left, 3 files (14 B), is in artifacts there");
        _shell.Out.ShouldNotContain("there is no model in it");
        Read().Single(file => file.Path == "README.md").Text
            .ShouldContain("- `artifacts/`: what its program left, 3 files (14 B)");
    }

    private IReadOnlyList<(string Path, string Text)> Read() =>
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Folder, file), File.ReadAllText(file))),
    ];

    private async Task<SeededDatabase> SeedAsync()
    {
        var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("nights0001", Nights);
        await sweep.StartAsync(3);
        await database.LeaveAsync(First, 1, "plots/deep/b.png", "deep");
        await database.LeaveAsync(First, 1, "plots/a b.png", "png");
        await database.LeaveAsync(First, 1, "model.pt", "weights");
        await database.LeaveAsync(First with { Number = 1 }, 1, "model.pt", "weights");
        await sweep.ReportAsync(0, 1, ("loss", 0.5));
        await sweep.CompleteAsync(0, 0.5);
        await database.SubmitAsync(
            "waited0001", "workload: wait\nname: waiting\nmethod: random\nrun_cap: 1\nmetric: {name: value}\n"
            + "parameters: {value: {min: 0.0, max: 1.0}}\n");
        return database;
    }
}
