using System.CommandLine;
using Experiments.Client.Shells;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;

namespace Experiments.Client.Databases;

/// <summary><c>db</c>: manages the database.</summary>
internal static class DbCommand
{
    public static Command Create(Shell shell)
    {
        var migrate = new Command(
            "migrate", "Create the tables, or update them to this version; it can be run any number of times");
        migrate.SetAction((_, cancel) => MigrateAsync(shell, cancel));
        return new Command(
            "db", $"Manage the database ({DatabaseOptions.Variable}, else a file in EXPERIMENTS_HOME)")
        {
            migrate,
            RolesCommand.Create(shell),
            LoginCommand.Create(shell),
            SizeCommand.Create(shell),
            PruneCommand.Create(shell),
            CompactCommand.Create(shell),
            BackupCommands.CreateBackup(shell),
            BackupCommands.CreateRestore(shell),
        };
    }

    private static async Task<int> MigrateAsync(Shell shell, CancellationToken cancel)
    {
        await using var database = DatabaseOptions.FromEnvironment(shell.Environment).Open();
        var schema = new StorageSchema(database);
        var made = await schema.EnsureAsync(migrate: true, cancel);
        foreach (var change in made) shell.Out.WriteLine($"applied {change}");
        shell.Out.WriteLine(
            $"{database.Place} {(made.Count == 0 ? "already has" : "now has")} schema {StorageSchema.Version}");
        return ExitCodes.Done;
    }
}
