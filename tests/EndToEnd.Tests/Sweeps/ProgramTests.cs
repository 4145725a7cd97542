using System.Formats.Tar;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Programs as trials, from the sweep file to their output.</summary>
public sealed class ProgramTests(SharedPostgres postgres)
{
    private const int Kill = 9;

    /// <summary>A program that counts slowly, saves each step, and resumes from there.</summary>
    private const string Counting =
        """
        import os, time
        file = os.path.join(os.environ["TRIAL_CHECKPOINT_DIR"], "at")
        at = int(open(file).read()) if os.path.exists(file) else 0
        print("from", at, "pid", os.getpid())
        while at < 12:
            time.sleep(0.25)
            at += 1
            print(f"epoch={at} value={at}")
            open(file + ".new", "w").write(str(at))
            os.replace(file + ".new", file)
        """;

    private const string CountingSweep =
        """
        program: count.py
        method: random
        run_cap: 1
        metric: {name: value, goal: maximize}
        """;

    /// <summary>Returns the count in a program's checkpoint, or 0 if there is none yet.</summary>
    private static int CountIn(string checkpoint)
    {
        using var archive = new TarReader(new MemoryStream(Convert.FromBase64String(checkpoint)));
        while (archive.GetNextEntry() is { } entry)
            if (entry.Name == "at") return int.Parse(new StreamReader(entry.DataStream!).ReadToEnd());
        return 0;
    }

    /// <summary>Typical sweep files of W&amp;B users, each with a program that prints its measurements.</summary>
    [Theory]
    [InlineData("plain.yaml", "plain.py", "train.py", "completed|4|17.003")]
    [InlineData("flags.yaml", "flags.py", "src/main.py", "completed|4|")]
    [InlineData("json.yaml", "json.sh", "train", "completed|2|3.5")]
    public async Task Run_SweepFileOfWeightsAndBiases_RunsUnchanged(
        string sweep, string program, string named, string expected)
    {
        await using var machine = new Machine();
        var file = machine.Write(
            sweep, await File.ReadAllTextAsync(Ours(sweep), TestContext.Current.CancellationToken));
        var target = Path.Combine(Path.GetDirectoryName(file)!, named);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Ours(program), target);

        (await machine.RunAsync("run", file)).ShouldExitWith(0);

        var name = Path.GetFileNameWithoutExtension(sweep);
        var ended = (await machine.QueryAsync(
            "select status, completed, best_objective from sweep_progress where name = "
            + $"'{name}'")).ShouldHaveSingleItem();
        ended.ShouldStartWith(expected);
        (await machine.RunAsync("logs", $"{name}/0")).ShouldExitWith(0).Output.ShouldContain(
            name == "flags" ? "\"step\": 20" : "epoch=");
    }

    /// <summary>
    /// Typical repositories of W&amp;B users, each with a sweep file somewhere, run from the folder above, or from the
    /// repository's root if it cannot be determined otherwise.
    /// </summary>
    [Theory]
    [InlineData("root", "configs/sweeps/sweep.yaml", "completed|2|1")]
    [InlineData("current", "sweeps/sweep.yaml", "completed|2|2")]
    [InlineData("module", "experiments/sweep.yaml", "completed|2|0.16")]
    [InlineData("package", "configs/sweep.yaml", "completed|2|0.9")]
    [InlineData("none", "sweep.yaml", "completed|2|7")]
    [InlineData("free", "sweep.yaml", "completed|3|")]
    [InlineData("hydra", "conf/sweep.yaml", "completed|2|0.2")]
    [InlineData("shell", "sweep.yaml", "completed|2|14")]
    [InlineData("launch", "sweep.yaml", "completed|3|")]
    [InlineData("bayes", "config/sweep.json", "completed|3|0.5")]
    public async Task Run_RepositoryOfWeightsAndBiases_RunsUnchanged(string name, string sweep, string expected)
    {
        await using var machine = new Machine();
        machine.Environment["SECRET"] = "s3cret!&x y";
        var repository = machine.FileOf("repository");
        Copy(Ours(Path.Combine("repos", name)), repository);
        if (name != "current") Directory.CreateDirectory(Path.Combine(repository, ".git"));
        var folder = name == "current" ? "repository" : ".";

        var dry = await machine.StartShell(
            $"cd {folder} && exec '{Programs.Experiments}' run --dry-run {Path.Combine(repository, sweep)}")
                .WaitForExitAsync();
        var run = await machine.StartShell(
            $"cd {folder} && exec '{Programs.Experiments}' run {Path.Combine(repository, sweep)}").WaitForExitAsync();

        dry.ShouldExitWith(0);
        run.ShouldExitWith(0);
        var ended = (await machine.QueryAsync(
            "select status, completed, best_objective from sweep_progress")).ShouldHaveSingleItem();
        if (name == "launch") ended.ShouldBeOneOf("completed|3|5", "completed|3|7.5", "completed|3|10");
        else ended.ShouldBe(expected);
        if (name != "launch") run.Errors.ShouldBe("");
        else run.Errors.ShouldStartWith(
            $"{Path.Combine(repository, sweep)}:1:1: warning: keys that only W&B uses are ignored: 'kind', ");
    }

    [Fact]
    public async Task Enqueue_Null_IsTheValueAndNotTheWord()
    {
        await using var machine = new Machine();
        machine.Write("train.sh", "echo loss=$1\n");
        // The method itself never proposes null or "null", since their probability is 0.
        var sweep = machine.Write("sweep.yaml",
            """
            program: train.sh
            command: [bash, "${program}", "${clip}"]
            method: random
            metric: {name: loss}
            parameters: {clip: {values: [null, "null", 1], probabilities: [0, 0, 1]}}
            """);
        await machine.ServeAsync("--cpus", "1");
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);

        (await machine.RunAsync("enqueue", "sweep", "clip=null")).ShouldExitWith(0);
        (await machine.RunAsync("enqueue", "sweep", "clip=\"null\"")).ShouldExitWith(0);

        const string Given =
            """select number, assignment from trials where finished_at is not null and assignment <> '{"clip":1}' order by number""";
        var given = await machine.WaitForAsync(Given, rows => rows.Count == 2);
        given.Select(row => row.Split('|')[1]).ShouldBe(["""{"clip":null}""", """{"clip":"null"}"""]);
        (await machine.RunAsync("logs", $"sweep/{given[0].Split('|')[0]}")).ShouldExitWith(0).Output.ShouldBe(
            "loss=None\n");
        (await machine.RunAsync("cancel", "sweep")).ShouldExitWith(0);
    }

    [Theory]
    [InlineData("python", 6)]
    [InlineData("shell", 6)]
    [InlineData("client", 6)]
    public async Task Run_Example_Completes(string name, int trials)
    {
        await using var machine = new Machine();

        (await machine.RunAsync("run", Programs.Example($"programs/{name}.yaml"))).ShouldExitWith(0);

        (await machine.QueryAsync("select status, completed from sweep_progress")).ShouldBe([$"completed|{trials}"]);
    }

    [Fact]
    public async Task Run_ExampleThatNeedsTorch_CompletesOrSaysWhatIsMissing()
    {
        await using var machine = new Machine();

        var run = await machine.RunAsync("run", Programs.Example("programs/pytorch.yaml"));

        var hasTorch = (await machine.StartShell("python -c 'import torch' || python3 -c 'import torch'")
            .WaitForExitAsync()).ExitCode == 0;
        if (hasTorch) run.ShouldExitWith(0);
        else (await machine.QueryAsync("select distinct cause from trials")).ShouldHaveSingleItem()
            .ShouldContain("No module named 'torch'");
    }

    [Fact]
    public async Task Run_ProgramThatIsNotThere_SaysSoInOneSentence()
    {
        await using var machine = new Machine();

        var run = await machine.RunAsync("run", machine.Write("sweep.yaml", CountingSweep));

        run.ShouldFailInOneSentence("count.py", "working_directory");
    }

    [Fact]
    public async Task Run_ProgramThatFails_NamesItsLastErrorsAndKeepsTheLogOfEachAttempt()
    {
        await using var machine = new Machine();
        machine.Write(
            "count.py",
            "import os, sys\nprint('attempt', os.environ['TRIAL_ATTEMPT'])\nprint('loss=1')\nsys.exit('disk "
            + "on fire')\n");

        await machine.RunAsync("run", machine.Write("sweep.yaml", CountingSweep + "\nmax_restarts: 1\n"));

        (await machine.QueryAsync("select status, attempt, cause from trials")).ShouldBe(
            ["failed|2|ended with exit code 1: disk on fire"]);
        (await machine.RunAsync("logs", "sweep/0")).ShouldExitWith(0).Output.ShouldBe("attempt 2\nloss=1\n");
        var first = (await machine.RunAsync("logs", "sweep/0", "--attempt", "1")).ShouldExitWith(0);
        (first.Output, first.Errors).ShouldBe(("attempt 1\nloss=1\n", "disk on fire\n"));
    }

    [Fact]
    public async Task Kill_SiloWithAProgramThatSaves_ItDiesToo_AndGoesOnElsewhereFromItsCheckpoint()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        machine.Write("count.py", Counting);
        var silos = new Dictionary<string, CliProcess>();
        foreach (var node in new[] { "a", "b" }) silos[node] = await machine.ServeAsync("--node", node, "--cpus", "1");
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", CountingSweep))).ShouldExitWith(0);
        // On a busy machine, the data saved with a step may be from some steps earlier.
        await machine.WaitForAsync(
            "select encode(data, 'base64') from checkpoints order by step desc limit 1",
            rows => rows.Count == 1 && CountIn(rows[0]) >= 2);
        var first = (await machine.QueryAsync("select s.node from trials t join silos s on s.silo = t.node")).Single();
        var process = (await machine.WaitForAsync(
            "select text from trial_logs order by start limit 1",
            rows => rows.Count == 1))[0].Split('\n')[0].Split(' ')[3];

        silos[first].Signal(Kill);

        await Waiting.UntilAsync(() => !Directory.Exists($"/proc/{process}"), "the program of the killed silo to die");
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select s.node from trials t join silos s on s.silo = t.node")).Single()
            .ShouldNotBe(first);
        (await machine.QueryAsync("select step, value from trial_curves order by step")).ShouldBe(
            Enumerable.Range(1, 12).Select(step => $"{step}|{step}"));
        var second = (await machine.RunAsync("logs", "sweep/0")).ShouldExitWith(0).Output;
        int.Parse(second.Split(' ')[1]).ShouldBeGreaterThanOrEqualTo(2);
        (await machine.RunAsync("logs", "sweep/0", "--attempt", "1")).ShouldExitWith(
            0).Output.ShouldStartWith("from 0");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Ours(string name) => Programs.FileOf("tests", "EndToEnd.Tests", "Sweeps", "wandb", name);
}
