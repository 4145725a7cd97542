using System.Text.Json;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.S3;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Files that programs leave, from the program to the download.</summary>
public sealed class ArtifactTests
{
    /// <summary>
    /// Trial 0 is the best and completes. Trial 1 fails. Both leave the same large file, and links that lead out.
    /// </summary>
    private const string Leaving =
        """
        import os, sys
        x = int(sys.argv[1])
        folder = os.environ["TRIAL_ARTIFACT_DIR"]
        os.makedirs(folder + "/plots")
        open(folder + "/model.pt", "w").write(f"weights of {x}")
        open(folder + "/plots/loss.svg", "w").write("<svg/>")
        with open(folder + "/embedding.bin", "wb") as large:
            for i in range(17): large.write(bytes([i]) * (1 << 20))
        os.symlink("/etc", folder + "/etc")
        print(f"loss={x}")
        if x == 1: sys.exit("no luck")
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ProgramThatLeavesFiles_TheyAreListedDownloadedAndExported(bool inBucket)
    {
        await using var server = await LocalS3.StartAsync();
        await using var machine = new Machine();
        if (inBucket) machine.UseBucket(server);
        machine.Write("leave.py", Leaving);
        var sweep = machine.Write(
            "leaves.yaml",
            """
            program: leave.py
            command: ["${env}", "${interpreter}", "${program}", "${x}"]
            method: grid
            max_restarts: 0
            metric: {name: loss, goal: minimize}
            parameters: {x: {values: [0, 1]}}
            """);
        await machine.RunAsync("run", sweep);

        (await machine.RunAsync("show", "leaves/0")).ShouldExitWith(0)
            .Output.ShouldContain("3 files, see 'experiments artifacts leaves/0'");
        (await machine.RunAsync("logs", "leaves/0")).ShouldExitWith(0)
            .Errors.ShouldContain("'etc' in TRIAL_ARTIFACT_DIR is not kept: links are not followed");
        var listed = (await machine.RunAsync("artifacts", "leaves", "--format", "json")).ShouldExitWith(0);
        JsonDocument.Parse(listed.Output).RootElement.EnumerateArray()
            .Select(file => $"{file.GetProperty("trial")} {file.GetProperty("path")} {file.GetProperty("size_bytes")}")
            .ShouldBe(
            [
                "0 embedding.bin 17825792", "0 model.pt 12", "0 plots/loss.svg 6",
                "1 embedding.bin 17825792", "1 model.pt 12", "1 plots/loss.svg 6",
            ]);
        // The failed trial shares the large file, which is outside of the database.
        Large().ShouldHaveSingleItem();

        (await machine.RunAsync("artifacts", "leaves/1", "--out", "left")).ShouldExitWith(0);
        File.ReadAllText(machine.FileOf("left/model.pt")).ShouldBe("weights of 1");
        var large = File.ReadAllBytes(machine.FileOf("left/embedding.bin"));
        large.Length.ShouldBe(17 << 20);
        large[^1].ShouldBe((byte)16);
        (await machine.RunAsync("artifacts", "leaves/0", "model.pt", "--out", "left"))
            .ShouldFailInOneSentence("left/model.pt' exists", "--overwrite");

        (await machine.RunAsync("best", "leaves", "--export", "shared")).ShouldExitWith(0)
            .Output.ShouldContain("what its program left, 3 files (17.0 MiB), is in artifacts there");
        File.ReadAllText(machine.FileOf("shared/artifacts/model.pt")).ShouldBe("weights of 0");
        File.Exists(machine.FileOf("shared/README.md")).ShouldBeTrue();

        (await machine.RunAsync("rm", "leaves", "--yes")).ShouldExitWith(0);
        Large().ShouldBeEmpty();

        IEnumerable<string> Large() => inBucket
            ? server.Keys.Where(key => key.EndsWith(".artifact", StringComparison.Ordinal))
            : Directory.GetFiles(machine.FileOf("."), "*.artifact", SearchOption.AllDirectories);
    }

    [Fact]
    public async Task Run_LimitsOfTheSilo_LeaveOutWhatIsBeyondThem()
    {
        await using var machine = new Machine();
        machine.Environment["EXPERIMENTS_ARTIFACTS"] = "16MiB 2";
        machine.Write("leave.py", Leaving);
        var sweep = machine.Write(
            "limited.yaml",
            """
            program: leave.py
            command: ["${env}", "${interpreter}", "${program}", "0"]
            method: random
            run_cap: 1
            metric: {name: loss, goal: minimize}
            """);
        (await machine.RunAsync("run", sweep)).ShouldExitWith(0);

        (await machine.RunAsync("artifacts", "limited/0", "--format", "csv")).ShouldExitWith(0)
            .Output.TrimEnd().Split('\n').Skip(1).Select(line => line.Split(',')[1])
            .ShouldBe(["model.pt", "plots/loss.svg"]);
        (await machine.RunAsync("logs", "limited/0")).Errors.ShouldContain(
            "'embedding.bin' in TRIAL_ARTIFACT_DIR is not kept: a trial keeps at most 2 files and 16 MiB, unless "
            + "EXPERIMENTS_ARTIFACTS on its node allows more");

        machine.Environment["EXPERIMENTS_ARTIFACTS"] = "a lot";
        (await machine.RunAsync("run", sweep)).ShouldFailInOneSentence("EXPERIMENTS_ARTIFACTS is 'a lot'");
    }
}
