using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectre.Console;

// Runs the example as it is, and without its early termination, and compares: at most a third of the epochs, and a best
// validation accuracy within 0.003.
const double MostEpochs = 1.0 / 3;
const double MostLost = 0.003;

var root = args[0];
var seeds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var example = await File.ReadAllTextAsync(Path.Combine(root, "examples", "mnist-asha.yaml"));
var whole = Regex.Replace(example, @"(?m)^early_terminate:\n(  .*\n)+", "");
var first = int.Parse(Regex.Match(example, @"(?m)^seed: (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
var table = new Table().AddColumns(
    "seed", "early termination", "epochs", "share", "best val_accuracy", "its test_accuracy", "completed", "stopped early", "seconds");
var missed = false;
for (var seed = first; seed < first + seeds; seed++)
{
    var asha = await RunAsync(example, seed);
    var none = await RunAsync(whole, seed);
    var share = asha.Epochs / (double)none.Epochs;
    missed |= share > MostEpochs || none.Best - asha.Best > MostLost || none.Stopped > 0;
    foreach (var (name, result) in new[] { ("asha", asha), ("none", none) })
    {
        table.AddRow(
            $"{seed}", name, $"{result.Epochs}", $"{result.Epochs / (double)none.Epochs:0.00}", $"{result.Best:0.0000}",
            $"{result.Test:0.0000}", $"{result.Completed}", $"{result.Stopped}", $"{result.Seconds:0}");
    }
}

AnsiConsole.Write(table);
return missed ? 1 : 0;

async Task<Result> RunAsync(string text, int seed)
{
    var home = Directory.CreateTempSubdirectory("experiments-bench-");
    try
    {
        var file = Path.Combine(home.FullName, "mnist-asha.yaml");
        await File.WriteAllTextAsync(file, Regex.Replace(text, @"(?m)^seed: \d+", $"seed: {seed}"));
        var began = Stopwatch.GetTimestamp();
        await AskAsync(home.FullName, "run", file);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using var trials = JsonDocument.Parse(await AskAsync(home.FullName, "trials", "mnist-asha", "--format", "json"));
        using var best = JsonDocument.Parse(await AskAsync(home.FullName, "best", "mnist-asha", "--format", "json"));
        var rows = trials.RootElement.EnumerateArray().ToList();
        // A trial that goes on does so from its checkpoint, so the last step of each is how much it trained.
        return new(
            rows.Sum(trial => trial.GetProperty("step").GetInt32()),
            best.RootElement[0].GetProperty("objective").GetDouble(), best.RootElement[0].GetProperty("test_accuracy").GetDouble(),
            rows.Count(trial => trial.GetProperty("status").GetString() == "completed"),
            rows.Count(trial => trial.GetProperty("status").GetString() == "pruned"), seconds);
    }
    finally
    {
        home.Delete(recursive: true);
    }
}

async Task<string> AskAsync(string home, params string[] arguments)
{
    var start = new ProcessStartInfo(Path.Combine(root, "experiments"), arguments) { RedirectStandardOutput = true };
    start.Environment["EXPERIMENTS_HOME"] = home;
    start.Environment["EXPERIMENTS_SKIP_BUILD"] = "1";
    start.Environment.Remove("EXPERIMENTS_DATABASE");
    using var process = Process.Start(start)!;
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return process.ExitCode == 0 ? output : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' failed.");
}

internal sealed record Result(int Epochs, double Best, double Test, int Completed, int Stopped, double Seconds);
