using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;

namespace Experiments.Client.Commands;

/// <summary><c>token</c>: prints what a program needs to use the HTTP API.</summary>
internal static class TokenCommand
{
    public static Command Create(Shell shell)
    {
        var header = new Option<bool>("--header")
        {
            Description = "The whole header of a request, for 'curl --header @FILE'",
        };
        var command = new Command(
            "token", "Print the token for the HTTP API; who has it may do what you may do")
        {
            header,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var token = (await database.Secrets.ReadAsync(cancel)).CreateApiToken();
            shell.Out.WriteLine(parsed.GetValue(header) ? $"Authorization: Bearer {token}" : token);
            return ExitCodes.Done;
        });
        return command;
    }
}
