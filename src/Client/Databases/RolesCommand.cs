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
            "roles",
            "Create the roles of a PostgreSQL database for silos, readers and dashboards; it can be run any number of "
            + "times");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            await database.Roles.GrantAsync(cancel);
            var names = Enum.GetValues<DatabaseRole>().Select(DatabaseRoles.NameOf);
            shell.Out.WriteLine(shell.Hint(
                $"the roles are {string.Join(", ", names)}; create logins with 'experiments db login NAME --role ROLE'"
                + ", or make your own members of them"));
            return ExitCodes.Done;
        });
        return command;
    }
}
