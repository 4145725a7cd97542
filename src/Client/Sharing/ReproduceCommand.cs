using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Running;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Queries;
using Experiments.Training.Executors;

namespace Experiments.Client.Sharing;

/// <summary><c>reproduce SWEEP/TRIAL</c>: trains a trial again, alone, and compares every number.</summary>
internal static class ReproduceCommand
{
    public static Command Create(Shell shell)
    {
        var reference = SharedOptions.CreateTrial();
        var command = new Command(
            "reproduce",
            "Train a trial again on this machine, and say whether every number is the same; exit code 1 if not")
        {
            reference,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var (sweep, trial) = await TrialLookup.FindAsync(
                new DatabaseSweeps(database), parsed.GetRequiredValue(reference), cancel);
            var numbers = await NumbersAsync(database, sweep, trial, cancel);
            var spec = await PrepareAsync(shell, sweep, trial, cancel);
            var run = new LocalRun(shell, spec, file: null, left: null, parsed.GetValue<bool>(SharedOptions.Verbose));
            var ended = await run.RunAsync(SiloProgram.Find(shell.Environment, AppContext.BaseDirectory), cancel);
            if (ended == ExitCodes.Interrupted) return ended;
            var again = await database.FindAsync(run.Id, cancel);
            var comparison = NumberComparison.Compare(
                numbers, await database.Sweeps.ListCurvesAsync(again.Summary.Key, 0, null, cancel));
            shell.Out.WriteLine(comparison.Verdict);
            return comparison.Differences.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<IReadOnlyList<CurvePoint>> NumbersAsync(
        SweepDatabase database, SweepDetail sweep, TrialSummary trial, CancellationToken cancel)
    {
        var name = $"trial {trial.Number} of sweep '{sweep.Summary.Name}'";
        if (trial.Status is TrialStatus.Running or TrialStatus.Waiting)
            throw new UserErrorException(
                $"{name} has not ended: reproduce it once it has, see 'experiments watch {sweep.Summary.Id}'");
        var numbers = await database.Sweeps.ListCurvesAsync(sweep.Summary.Key, trial.Number, null, cancel);
        return numbers.Count > 0
            ? numbers
            : throw new UserErrorException($"{name} reported no number, so there is nothing to compare: name another");
    }

    private static async Task<SweepSpec> PrepareAsync(
        Shell shell, SweepDetail sweep, TrialSummary trial, CancellationToken cancel)
    {
        if (sweep.Spec.Workload is WorkloadSpec.Outside)
            throw new UserErrorException(
                $"sweep '{sweep.Summary.Name}' was trained by workers outside, so this machine cannot train a trial of "
                + "it again: run the worker's program with the trial's parameters and seed, which 'experiments show "
                + $"{sweep.Summary.Id}/{trial.Number}' prints");
        var takesSeed = await OneTrialSweep.TakesSeedAsync(sweep.Spec.Workload, cancel);
        var spec = OneTrialSweep.Create(sweep, trial, $"{sweep.Summary.Name}-trial-{trial.Number}-again", takesSeed);
        var resources = sweep.Spec.Resources;
        if (resources.Gpu > 0 && TorchDevices.Gpus().Count == 0)
            spec = spec with { Resources = spec.Resources with { Gpu = 0 } };
        shell.Out.WriteLine(
            $"trial {trial.Number} of sweep '{sweep.Summary.Name}' again: "
            + $"{Fields.From(trial.Assignment).ToShortText()}");
        if (sweep.Provenance is not { } made) return spec;

        var here = await ProvenanceDiff.HereAsync(shell, spec, cancel);
        if (made.DatasetSha256 != here.DatasetSha256) throw new UserErrorException(
            $"the dataset is not the one that the trial was trained on (SHA-256 {made.DatasetSha256} then, "
            + $"{here.DatasetSha256} now), so no number can be the same: find the files that it was trained on");
        var differences = ProvenanceDiff.Differences((made, resources), (here, spec.Resources)).ToList();
        if (spec.Workload is not WorkloadSpec.Program && !takesSeed && trial.Number != 0)
            differences.Add("seed: the workload derives it from the trial's number, which is 0 now");
        foreach (var difference in differences) shell.Out.WriteLine($"not as it was: {difference}");
        if (differences.Count > 0) shell.Out.WriteLine("so numbers may differ in their last digits, or altogether");
        return spec;
    }
}
