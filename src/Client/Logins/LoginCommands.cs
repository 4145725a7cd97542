using System.CommandLine;
using Experiments.ApiClient;
using Experiments.Client.Shells;
using Experiments.Storage.Configuration;

namespace Experiments.Client.Logins;

/// <summary>
/// <c>login URL</c>: lets this user's commands use a server, with a token of a person; <c>logout</c>: no longer.
/// </summary>
internal static class LoginCommands
{
    public static Command CreateLogin(Shell shell)
    {
        var url = new Argument<string?>("URL")
        {
            Description = "Address of a server, such as https://node:9443; without it, print where commands "
                + "find sweeps now",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var authority = new Option<string?>("--authority")
        {
            Description = "File of the certificate of an authority to believe instead of those of this system, such "
                + "as authority.pem of 'experiments cert'",
            HelpName = "FILE",
        };
        var command = new Command(
            "login", "Let commands use a server, with your token, which is asked for or read from standard input")
        {
            url, authority,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(url) is { } given)
                await LogInAsync(shell, given, parsed.GetValue(authority), cancel);
            else if (parsed.GetValue(authority) is not null)
                throw new WrongUsageException(
                    "--authority is for a URL: write 'experiments login URL --authority FILE'");
            else shell.Out.WriteLine(Describe(Destination.Choose(null, shell.Environment)));
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateLogout(Shell shell)
    {
        var command = new Command("logout", "Forget the server and the token of 'login'");
        command.SetAction(_ =>
        {
            shell.Out.WriteLine(LoginFile.Delete(shell.Environment)
                ? "logged out; the token stays valid until it expires or is revoked"
                : "there is no login");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task LogInAsync(Shell shell, string url, string? authority, CancellationToken cancel)
    {
        var full = authority is null ? null : Path.GetFullPath(authority);
        // What is wrong with the address is said before the token is asked for.
        ExperimentsClient.Connect(url, "checked-later", full ?? "").Dispose();
        var token = shell.AskSecret?.Invoke($"token for {url}: ");
        if (string.IsNullOrWhiteSpace(token))
            throw new UserErrorException(
                "there is no token: give it at the terminal or on standard input; whoever operates the server creates "
                + "it with 'experiments token create'");
        using var client = ExperimentsClient.Connect(url, token, full ?? "");
        var caller = await client.Api.GetCallerAsync(cancel);
        var server = client.Url.ToString().TrimEnd('/');
        LoginFile.Write(shell.Environment, new Login(server, token.Trim(), full));
        shell.Out.WriteLine($"logged in to {server} as {caller.Name}, {caller.Role}");
        if (Destination.Choose(null, shell.Environment) is Destination.Database)
            shell.Error.WriteLine(
                $"experiments: {DatabaseOptions.Variable} is set and comes first: unset it, or add '--server "
                + $"{server}'");
    }

    private static string Describe(Destination destination) => destination switch
    {
        Destination.Server server => $"commands use {server.Url}, named by {server.Origin}"
            + (server.Token is null ? ", for which there is no token" : ""),
        Destination.Database { Unused: { } unused } =>
            $"commands use the database of {DatabaseOptions.Variable}, and not {unused}",
        _ => "commands use the database, and no server",
    };
}
