using System.CommandLine;
using Experiments.Client.Shells;
using Experiments.Client.Sources;

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
            var node = parsed.GetRequiredValue(reference);
            await Change.MakeAsync(
                shell, parsed, database => database.Draining.DrainAsync(node, drained, cancel),
                api => drained ? api.DrainAsync(node, cancel) : api.UndrainAsync(node, cancel), cancel);
            return ExitCodes.Done;
        });
        return command;
    }
}
