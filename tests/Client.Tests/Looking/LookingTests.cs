using Experiments.Client.Tests.Support;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Looking;

/// <summary>Tests of the messages if there is nothing to look at.</summary>
public sealed class LookingTests : IDisposable
{
    private const string Waiting = """
        name: waiting
        workload: wait
        method: random
        run_cap: 2
        metric: {name: value, goal: maximize}
        parameters:
          value: {min: 0.0, max: 1.0}
        """;

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("sweep 'digits-optimizers' (looked0001) has no trial 7", "inspect", "digits-optimizers/7")]
    [InlineData("so none is the best: name one as digits-optimizers/TRIAL", "inspect", "digits-optimizers")]
    [InlineData("has no checkpoint, so there is no model", "predict", "digits-optimizers/0", "--index", "3")]
    [InlineData("--values is for models of your own", "predict", "digits-optimizers/0", "--values", "1, 2")]
    [InlineData("has not ended", "reproduce", "digits-optimizers/0")]
    [InlineData("workload 'wait' trains no network", "inspect", "waiting/0")]
    [InlineData("reported no number", "reproduce", "waiting/0")]
    [InlineData("so none is the best", "best", "digits-optimizers", "--export", "somewhere")]
    [InlineData("there is no dataset 'mnits': use one of mnist", "dataset", "preview", "mnits")]
    public async Task Looking_WhereThereIsNothing_SaysWhyInASentence(string sentence, params string[] command)
    {
        await SeedAsync();

        (await _shell.RunAsync(command)).ShouldBe(1, _shell.Error);

        _shell.Error.ShouldContain(sentence);
        _shell.Error.TrimEnd('\n').Split('\n').Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("takes exactly one of --image FILE, --index N and --values NUMBERS", "predict", "digits-optimizers")]
    [InlineData(
        "takes exactly one of --image FILE, --index N and --values NUMBERS", "predict", "digits-optimizers", "--index",
        "1", "--image", "a.png")]
    [InlineData("must end in .png, but it is 'grid.jpg'", "dataset", "preview", "digits", "--out", "grid.jpg")]
    [InlineData("See 'experiments dataset preview --help'", "dataset", "preview", "digits", "--count", "0")]
    public async Task Looking_WrongUsage_SaysWhatToWrite(string sentence, params string[] command)
    {
        (await _shell.RunAsync(command)).ShouldBe(2);

        _shell.Error.ShouldContain(sentence);
    }

    [Fact]
    public async Task BestExport_OfAWorkloadWithoutANetwork_HasWhatThereIs()
    {
        await SeedAsync();
        var target = Path.Combine(_shell.Home, "shared");

        (await _shell.RunAsync("best", "waiting", "--export", target)).ShouldBe(0, _shell.Error);

        Directory.GetFiles(target).Select(Path.GetFileName)
            .ShouldBe(["README.md", "curves.csv", "sweep.yaml"], ignoreOrder: true);
        _shell.Out.ShouldContain("there is no model in it: workload 'wait' trains no network");
        File.ReadAllText(Path.Combine(target, "README.md"))
            .ShouldContain("no model: workload 'wait' trains no network");
        (await _shell.RunAsync("run", Path.Combine(target, "sweep.yaml"), "--dry-run")).ShouldBe(0, _shell.Error);
        _shell.Out.ShouldContain("waiting-trial-0: 1 trial by grid");
    }

    [Fact]
    public async Task BestExport_NamesWithOrdersToATerminal_WritesThemAsPictures()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("orders0001", Waiting);
        await sweep.StartAsync(1);
        await sweep.ReportAsync(0, 1, ("lo\u001b]0;x", 1), ("two\nlines", 2));
        await sweep.EndAsync(0, new AttemptOutcome.Completed(0.5));
        var target = Path.Combine(_shell.Home, "shared");

        (await _shell.RunAsync("best", "waiting", "--export", target)).ShouldBe(0, _shell.Error);

        var card = File.ReadAllText(Path.Combine(target, "README.md"));
        card.ShouldNotContain(letter => char.IsControl(letter) && letter != '\n');
        card.ShouldContain("| `lo␛]0;x` | 1 |");
        card.ShouldContain("| `two lines` | 2 |");
    }

    private async Task SeedAsync()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var digits = await database.SubmitAsync("looked0001", Sweeps.File);
        await digits.StartAsync(1);
        var waiting = await database.SubmitAsync("waited0001", Waiting);
        await waiting.StartAsync(1);
        await waiting.EndAsync(0, new AttemptOutcome.Completed(0.5));
    }
}
