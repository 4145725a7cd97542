using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Contracts.Settings;
using Experiments.Storage.Keeping;

namespace Experiments.Client.Databases;

/// <summary><c>db prune --older-than TIME</c>: deletes what old sweeps need not keep.</summary>
internal static class PruneCommand
{
    private static readonly string[] Kept = ["best", "none"];

    public static Command Create(Shell shell)
    {
        var olderThan = new Option<TimeSpan>("--older-than")
        {
            Description = "Time since the end of a sweep, such as 90d or 12h",
            HelpName = "TIME",
            Required = true,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (DurationText.TryRead(text, out var time)) return time;
                result.AddError($"--older-than must be a time such as 90d, 12h or 30m, but is '{text}'");
                return default;
            },
        };
        var keep = new Option<string>("--keep")
        {
            Description = "best: keep the tables of trials, and all of the best trial and of pinned ones; "
                + "none: delete whole sweeps, except those with a pinned trial",
            DefaultValueFactory = _ => Kept[0],
        }.AcceptOnlyFromAmong(Kept);
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be deleted; delete nothing" };
        var command = new Command("prune", "Delete what sweeps that ended long ago need not keep")
        {
            olderThan, keep, dryRun,
        };
        command.SetAction((parsed, cancel) => PruneAsync(
            shell,
            new RetentionPolicy(
                parsed.GetValue(olderThan),
                Enum.Parse<RetentionPolicy.Kept>(parsed.GetRequiredValue(keep), ignoreCase: true)),
            parsed.GetValue(dryRun), cancel));
        return command;
    }

    private static async Task<int> PruneAsync(
        Shell shell, RetentionPolicy policy, bool dryRun, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        // Deletions that were interrupted.
        if (!dryRun) await database.Removal.FinishAsync(cancel);
        var plan = await database.Pruning.PlanAsync(policy, cancel);
        var status = ExitCodes.Done;
        foreach (var sweep in plan)
        {
            var title = SweepTitle.Of(sweep.Name, sweep.Id);
            var what = sweep.IsRemoved ? "all of it" : "all but the trials' table and the best and pinned trials";
            if (dryRun)
            {
                shell.Out.WriteLine($"{title}: would delete {what}");
            }
            else if (await database.Recorder.RecordAsync(
                "db prune", sweep.Id, title, () => database.Pruning.PruneAsync(sweep, cancel), cancel))
            {
                shell.Out.WriteLine($"{title}: deleted {what}");
            }
            else
            {
                shell.Error.WriteLine(
                    $"{title}: nothing is deleted, since it has files in a store that EXPERIMENTS_CHECKPOINTS does not "
                    + "name here, or it just continues");
                status = ExitCodes.Failed;
            }
        }

        if (plan.Count == 0) shell.Out.WriteLine("there is nothing to delete");
        return status;
    }
}
