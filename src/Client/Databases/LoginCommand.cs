using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Storage.Access;
using Experiments.Storage.Configuration;

namespace Experiments.Client.Databases;

/// <summary><c>db login</c>: creates a login of a PostgreSQL database in one of its roles.</summary>
internal static class LoginCommand
{
    /// <summary>The environment variable with the password of the login.</summary>
    private const string PasswordVariable = "EXPERIMENTS_LOGIN_PASSWORD";

    public static Command Create(Shell shell)
    {
        var login = new Argument<string>("name")
        {
            Description = $"The name of the login; its password is the value of {PasswordVariable}, if that is set",
        };
        var role = new Option<string>("--role")
        {
            Description = "silo: for silos and those who submit; reader: for people who only read; dashboards: for "
                + "Grafana",
            Required = true,
            HelpName = "ROLE",
        }.AcceptOnlyFromAmong([.. Enum.GetNames<DatabaseRole>().Select(name => name.ToLowerInvariant())]);
        var command = new Command(
            "login",
            "Create a login of a PostgreSQL database in a role, or change it to that; the address of a new one is "
            + "printed, with a random password")
        {
            login, role,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(login);
            var chosen = Enum.Parse<DatabaseRole>(parsed.GetRequiredValue(role), ignoreCase: true);
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var given = shell.Environment(PasswordVariable) is { Length: > 0 } password ? password : null;
            var made = await database.Roles.LogInAsync(name, chosen, given, cancel);
            if (made is null) shell.Out.WriteLine($"'{name}' is in the role {DatabaseRoles.NameOf(chosen)}");
            else shell.Out.WriteLine(DatabaseOptions.FromEnvironment(shell.Environment).WithLogin(name, made));
            return ExitCodes.Done;
        });
        return command;
    }
}
