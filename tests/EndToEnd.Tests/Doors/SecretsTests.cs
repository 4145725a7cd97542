using System.Runtime.Versioning;
using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Doors;

/// <summary>Which secrets of its node a program can read, and what is stored of its own secrets.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SecretsTests
{
    private const string Password = "hush-hush-4711";

    /// <summary>Runs as a user without privileges, since root can read everything.</summary>
    [Fact]
    public async Task Run_ProgramThatReadsTheEnvironmentsOfOthers_FindsNoPassword()
    {
        await using var machine = await Machine.OfNobodyAsync();
        machine.Environment["PGPASSWORD"] = Password;
        machine.Environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"authorization={Password}";
        machine.Write(
            "look.sh",
            """
            echo "looked at $(ls -d /proc/[0-9]* | wc -l) processes, parent $PPID"
            (env; for file in /proc/[0-9]*/environ; do cat $file 2>/dev/null | tr '\0' '\n'; done) | grep hush-hush | sed 's/hush/found /'
            client=$(cut -d ' ' -f 4 /proc/$PPID/stat)
            echo "looked at the sockets of $PPID and of $client"
            ls "${TMPDIR:-/tmp}" | grep -E "^(dotnet-diagnostic|clr-debug-pipe)-($PPID|$client)-" | sed 's/^/found /'
            echo loss=1
            """);
        var run = await machine.RunAsync(
            "run", machine.Write(
                "sweep.yaml",
                "name: look\ncommand: [bash, look.sh]\nmethod: random\nrun_cap: 1\nmetric: {name: loss, goal: "
                + "minimize}\n"));

        run.ShouldExitWith(0);
        var log = (await machine.RunAsync("logs", "look/0")).ShouldExitWith(0).Output;
        log.ShouldMatch(@"looked at the sockets of \d+ and of \d+\n");
        log.ShouldNotContain("found");
    }

    [Fact]
    public async Task Help_TemporaryFolderThatIsMissing_IsShownAllTheSame()
    {
        await using var machine = new Machine();
        machine.Environment["TMPDIR"] = machine.FileOf("missing");

        (await machine.RunAsync("--help")).ShouldExitWith(0);
    }

    [Fact]
    public async Task Run_ProgramThatPrintsItsOwnSecret_IsNowhereKeptOrShared()
    {
        await using var machine = new Machine();
        machine.Environment["OUTER"] = "outer-secret-1";
        Directory.CreateDirectory(Path.Combine(machine.Home, "secrets"));
        await File.WriteAllTextAsync(
            Path.Combine(machine.Home, "secrets", "wandb"), "secret-of-a-file\n",
            TestContext.Current.CancellationToken);
        var sweep = machine.Write(
            "sweep.yaml",
            """
            name: tells
            command: [bash, -c, "echo got $WANDB_API_KEY $HF_TOKEN; echo loss=1; echo failed with $HF_TOKEN >&2; test $TRIAL_NUMBER = 0"]
            env: {WANDB_API_KEY: {secret: wandb}, SORT_KEY: {value: written-out-1}, HF_TOKEN: "${envvar:OUTER}", DATA: /data/mine}
            method: grid
            max_restarts: 0
            metric: {name: loss, goal: minimize}
            parameters: {x: {values: [1, 2]}}
            """);
        // One of its two trials fails.
        await machine.RunAsync("run", sweep);

        var log = (await machine.RunAsync("logs", "tells/0")).ShouldExitWith(0);
        log.Output.ShouldContain("got ${secret:wandb} ${envvar:HF_TOKEN}");
        (await machine.RunAsync("best", "tells", "--export", "shared")).ShouldExitWith(0);
        (await machine.RunAsync("export", "tells", "--format", "json", "--out", "json")).ShouldExitWith(0);
        var files = Directory.GetFiles(machine.FileOf("shared"))
            .Concat(Directory.GetFiles(machine.FileOf("json"))).ToList();
        files.Count.ShouldBeGreaterThan(4);
        string[] texts =
        [
            .. files.Select(File.ReadAllText), log.ToString(), (await machine.RunAsync("logs", "tells/1")).ToString(),
            .. await Task.WhenAll(
                ((string[][])[["show", "tells"], ["show", "tells/1"], ["trials", "tells"],
                    ["replay", "tells", "--format", "json"]])
                .Select(async command => (await machine.RunAsync(command)).ShouldExitWith(0).ToString())),
        ];
        foreach (var text in texts)
        {
            text.ShouldNotContain("written-out-1");
            text.ShouldNotContain("outer-secret-1");
            text.ShouldNotContain("secret-of-a-file");
        }

        File.ReadAllText(Path.Combine(machine.FileOf("shared"), "README.md"))
            .ShouldContain("Set `DATA`, `SORT_KEY` in your environment first");
        File.ReadAllText(Path.Combine(machine.FileOf("shared"), "sweep.yaml")).ShouldNotContain("/data/mine");
    }

    [Fact]
    public async Task Run_WithoutAHomeOfItsOwn_LetsNobodyElseIntoTheDefaultOne()
    {
        await using var machine = new Machine();
        machine.Environment["EXPERIMENTS_HOME"] = machine.Environment["XDG_DATA_HOME"] = null;
        machine.Environment["HOME"] = machine.FileOf("me");
        var home = Directory.CreateDirectory(
            Path.Combine(machine.FileOf("me"), ".local", "share", "experiments")).FullName;
        var before = File.GetUnixFileMode(home);
        (before & UnixFileMode.OtherRead).ShouldBe(UnixFileMode.OtherRead);

        (await machine.RunAsync(
            "run", machine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1)))).ShouldExitWith(0);

        File.GetUnixFileMode(home).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(home, "experiments.db"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
