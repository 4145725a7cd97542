using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;

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
            var done = await database.Draining.DrainAsync(parsed.GetRequiredValue(reference), drained, cancel);
            shell.Out.WriteLine(shell.Hint(done));
            return ExitCodes.Done;
        });
        return command;
    }
}
