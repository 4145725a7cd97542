// The best trial of a sweep, its curve, and the trials by one of their parameters:
//   dotnet run best.cs SWEEP PARAMETER [DATABASE]
#:package Experiments.Storage@*-*
#:property PublishAot=false
using Experiments.Storage.Model;
using Experiments.Storage.Reading;
using Microsoft.EntityFrameworkCore;

await using var db = await ExperimentsDb.OpenAsync(args.ElementAtOrDefault(2));
var sweep = await db.GetSweepAsync(args[0]);
var best = await db.BestTrials.SingleAsync(trial => trial.Sweep == sweep.Id);
Console.WriteLine($"best: trial {best.Trial}, {best.Metric} {best.Objective}, {best.Parameters.Assignment}");

var curve = await db.GetCurveAsync(sweep.Id, best.Trial, best.Metric);
Console.WriteLine($"its curve: {string.Join(' ', curve.Steps.Zip(curve.Values, (step, value) => $"{step}:{value}"))}");

var trials = await db.Parameters
    .Where(row => row.Sweep == sweep.Id && row.Parameter == args[1] && row.Objective != null)
    .OrderBy(row => row.Number).ThenBy(row => row.Objective)
    .ToListAsync();
foreach (var trial in trials) Console.WriteLine($"{args[1]} {trial.Text}: trial {trial.Trial}, {trial.Objective}");
