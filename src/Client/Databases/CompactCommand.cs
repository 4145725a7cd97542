using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;

namespace Experiments.Client.Databases;

/// <summary><c>db compact</c>: returns the free space of an SQLite file to the disk.</summary>
internal static class CompactCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command(
            "compact", "Return the space that deletions have left in the database's file to the disk");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var before = database.FileSize;
            if (!await database.Compaction.RunAsync(cancel))
            {
                shell.Out.WriteLine(
                    "PostgreSQL fills the space by itself; to return it to the disk, an administrator can use "
                    + "VACUUM FULL while no sweep runs");
                return ExitCodes.Done;
            }

            shell.Out.WriteLine(
                $"the file has {ByteText.Format(database.FileSize)}, {ByteText.Format(before)} before");
            return ExitCodes.Done;
        });
        return command;
    }
}
