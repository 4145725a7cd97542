// Submits a sweep file, follows the sweep until it has ended, and prints its best trial:
//   dotnet run watch.cs FILE [URL]
// The token is that of EXPERIMENTS_TOKEN.
#:package Experiments.ApiClient@*-*
using Experiments.ApiClient;

using var client = ExperimentsClient.Connect(args.ElementAtOrDefault(1));
var file = Path.GetFullPath(args[0]);
var submitted = await client.SubmitAsync(File.ReadAllText(file), file);
foreach (var warning in submitted.Warnings) Console.Error.WriteLine($"line {warning.Line}: {warning.Message}");

var sweep = submitted.Sweep;
await foreach (var state in client.FollowAsync(sweep.Id))
{
    var trials = state.Sweep.Trials;
    Console.WriteLine($"{state.Sweep.Status}: {trials.Completed} of {trials.Total} trials completed");
}

foreach (var best in await client.Api.ListBestAsync(sweep.Id))
    Console.WriteLine($"best: trial {best.Number}, {sweep.Metric} {best.Objective}, {best.Parameters}");
