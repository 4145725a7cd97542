using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;

namespace Experiments.Client.Databases;

/// <summary><c>db backup FILE</c> and <c>db restore FILE</c>.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write, which must not exist" };
        var command = new Command(
            "backup", "Write all sweeps, as they are at this moment, to one file; sweeps may run meanwhile") { file };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var path = parsed.GetRequiredValue(file);
            var size = await database.Backup(shell.Time).WriteAsync(path, cancel);
            shell.Out.WriteLine($"wrote {ByteText.Format(size)} to '{path}'");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateRestore(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "A file that 'db backup' wrote" };
        var command = new Command("restore", "Restore a backup into an empty database") { file };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = SweepDatabase.OpenUnchecked(shell);
            var path = parsed.GetRequiredValue(file);
            await database.Backup(shell.Time).RestoreAsync(path, cancel);
            shell.Out.WriteLine(shell.Hint(
                $"restored '{path}'; sweeps that had not ended continue with 'experiments serve' or "
                + "'experiments run FILE --resume'"));
            return ExitCodes.Done;
        });
        return command;
    }
}
