using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>drain NODE</c> and <c>undrain NODE</c>: let a node take no more attempts, or take them again.</summary>
internal static class DrainCommands
{
    public static Command CreateDrain(Shell shell) => Create(
        shell, "drain", "Let a node take no more trials; those that run there save a checkpoint and go on elsewhere",
        drained: true);

    public static Command CreateUndrain(Shell shell) => Create(
        shell, "undrain", "Let a drained node take trials again", drained: false);

    private static Command Create(Shell shell, string name, string description, bool drained)
    {
        var reference = new Argument<string>("NODE")
        {
            Description = "A node by its name or the address of its silo, or the start of either",
        };
        var command = new Command(name, description) { reference };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var silos = await database.Silos.ListAsync(cancel);
            var node = NodeLookup.Find(
                parsed.GetRequiredValue(reference), silos, await database.Silos.ListDrainedAsync(cancel));
            var changed = await database.DrainAsync(node, drained, cancel);
            shell.Out.WriteLine(shell.Hint(Describe(node, drained, changed, silos)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Describe(NodeName name, bool drained, bool changed, IReadOnlyList<LiveSilo> silos)
    {
        var title = $"node '{name.Node}'";
        if (!drained) return changed ? $"{title} takes trials again" : $"{title} was not drained";
        if (!changed) return $"{title} was drained already";
        var own = silos.Where(silo => silo.Cluster == name.Cluster && silo.Node == name.Node).ToArray();
        var pool = own.Length > 0 ? own[0].Pool : "";
        var others = silos.Any(
            silo => silo.Cluster == name.Cluster && silo.Node != name.Node && silo.Pool == pool && silo.TakesTrials);
        return $"{title} takes no more trials{(own.Length > 1 ? $", on any of its {own.Length} silos" : "")}: "
            + "those that run there save a checkpoint "
            + (others
                ? "and go on elsewhere"
                : $"and wait, because pool '{pool}' has no other node that takes trials, until "
                    + $"'experiments undrain {ShellText.Quote(name.Node)}' or another node joins");
    }
}
