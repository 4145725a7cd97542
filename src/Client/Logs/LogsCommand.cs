using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Logs;

/// <summary><c>logs SWEEP/TRIAL</c>: shows the output of a trial's program.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Shell shell)
    {
        var reference = new Argument<string>("SWEEP/TRIAL")
        {
            Description = "A trial: its sweep by id, start of the id, or name, and its number",
        };
        var attempt = SharedOptions.CreateCount("--attempt", "Which attempt; default: the newest", 0);
        var follow = new Option<bool>("--follow")
        {
            Description = "Continue to show output as it is printed, until the attempt ends",
        };
        var command = new Command("logs", "Show the output of a trial's program, whichever node it ran on")
        {
            reference, attempt, follow,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var named = parsed.GetRequiredValue(reference);
            // The default of other commands, the best trial, is seldom the one whose log is wanted.
            if (TrialLookup.Parse(named).Trial is null)
                throw new WrongUsageException($"'{named}' names no trial: write SWEEP/TRIAL, such as mnist/3");
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            await WriteAsync(shell, source, named, parsed.GetValue(attempt), parsed.GetValue(follow), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(
        Shell shell, ISource source, string named, int attempt, bool follow, CancellationToken cancel)
    {
        var (sweep, trial) = await TrialLookup.FindAsync(source.Sweeps, named, cancel);
        if (attempt > trial.Attempt)
        {
            throw new UserErrorException(
                $"trial {trial.Number} has had {trial.Attempt} {(trial.Attempt == 1 ? "attempt" : "attempts")} so "
                + $"far: there is no attempt {attempt}");
        }

        if (attempt == 0) attempt = trial.Attempt;
        var writer = new LogWriter(shell);
        while (true)
        {
            // The status is checked before the log is read: once the attempt has ended, its log is complete.
            var runs = IsRunning(trial, attempt);
            foreach (var part in await source.Outputs.ReadLogAsync(
                sweep, trial.Number, attempt, writer.End, cancel))
                writer.Write(part);
            if (!follow || !runs) break;
            await Task.Delay(Pause, shell.Time, cancel);
            (_, trial) = await TrialLookup.FindAsync(source.Sweeps, named, cancel);
        }

        if (writer.End == 0) throw Nothing(sweep, trial, attempt);
    }

    private static bool IsRunning(TrialSummary trial, int attempt) =>
        trial.Attempt == attempt && trial.Status is TrialStatus.Running;

    private static UserErrorException Nothing(SweepDetail sweep, TrialSummary trial, int attempt)
    {
        var why = sweep.Spec.Workload is not (WorkloadSpec.Program or WorkloadSpec.Outside)
            ? "only programs have a log, and this trial's workload is not a program"
            : sweep.Spec.Workload is WorkloadSpec.Outside ? "its worker has reported nothing"
            : IsRunning(trial, attempt) ? "its program has printed nothing yet" : "its program printed nothing";
        return new UserErrorException($"there is no log of trial {trial.Number}, attempt {attempt}: {why}");
    }
}
