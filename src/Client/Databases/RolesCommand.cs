using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Storage.Access;

namespace Experiments.Client.Databases;

/// <summary><c>db roles</c>: creates the roles of a PostgreSQL database that may not do everything.</summary>
internal static class RolesCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command(
            "roles", "Create roles of a PostgreSQL database for silos and readers; it can be run any number of times");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            await database.Roles.GrantAsync(cancel);
            shell.Out.WriteLine(
                $"the roles are {DatabaseRoles.Silo} and {DatabaseRoles.Reader}; make logins members of them, as with "
                + $"\"create role NAME login password '...' in role {DatabaseRoles.Silo}\"");
            return ExitCodes.Done;
        });
        return command;
    }
}
