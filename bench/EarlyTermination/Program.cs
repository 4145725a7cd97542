using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.Testing.Machines;
using Spectre.Console;

// Runs the example as it is, and without its early termination, and compares: at most a third of the epochs, and a best
// validation accuracy within 0.003.
const double MostEpochs = 1.0 / 3;
const double MostLost = 0.003;

var seeds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1;
var example = await File.ReadAllTextAsync(Programs.Example("mnist-asha.yaml"));
var whole = Regex.Replace(example, @"(?m)^early_terminate:\n(  .*\n)+", "");
var first = int.Parse(Regex.Match(example, @"(?m)^seed: (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
var table = new Table().AddColumns(
    "seed", "early termination", "epochs", "share", "best val_accuracy", "its test_accuracy", "completed",
    "stopped early", "seconds");
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
    await using var machine = new Machine();
    var began = Stopwatch.GetTimestamp();
    var run = machine.Start(
        "run", machine.Write("mnist-asha.yaml", Regex.Replace(text, @"(?m)^seed: \d+", $"seed: {seed}")));
    (await run.WaitForExitAsync(TimeSpan.FromHours(1))).ShouldExitWith(0);
    var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
    using var trials = await AskAsync(machine, "trials");
    using var best = await AskAsync(machine, "best");
    var rows = trials.RootElement.EnumerateArray().ToList();
    // A trial continues from its checkpoint, so its last step is the number of epochs that it trained.
    return new(
        rows.Sum(trial => trial.GetProperty("step").GetInt32()),
        best.RootElement[0].GetProperty("objective").GetDouble(),
        best.RootElement[0].GetProperty("test_accuracy").GetDouble(),
        rows.Count(trial => trial.GetProperty("status").GetString() == "completed"),
        rows.Count(trial => trial.GetProperty("status").GetString() == "pruned"), seconds);
}

static async Task<JsonDocument> AskAsync(Machine machine, string verb) =>
    JsonDocument.Parse((await machine.RunAsync(verb, "mnist-asha", "--format", "json")).ShouldExitWith(0).Output);

internal sealed record Result(int Epochs, double Best, double Test, int Completed, int Stopped, double Seconds);
