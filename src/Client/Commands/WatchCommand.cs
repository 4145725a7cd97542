using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Client.Watching;

namespace Experiments.Client.Commands;

/// <summary><c>watch SWEEP</c>: follows a sweep until it ends. It only reads, so the sweep is not affected.</summary>
internal static class WatchCommand
{
    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var command = new Command("watch", "Follow a sweep until it ends; Ctrl-C leaves it running") { sweep };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var found = await source.Sweeps.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            return await Watches.WatchAsync(shell, source.Sweeps, found, cancel);
        });
        return command;
    }
}
