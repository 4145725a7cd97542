using System.CommandLine;
using Experiments.ApiClient.People;
using Experiments.Changes.Access;
using Experiments.Client.Connecting;
using Experiments.Client.Logins;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Access;
using Experiments.Storage.Model;

namespace Experiments.Client.People;

/// <summary>
/// <c>token</c>: prints what a program needs to use the HTTP API; <c>token create</c>, <c>token ls</c> and <c>token
/// revoke</c>: tokens of people.
/// </summary>
internal static class TokenCommand
{
    private static readonly Listing<TokenSummary> Listing = new(
    [
        new("id", token => token.Id),
        new("person", token => token.Person) { Wraps = true },
        new("role", token => token.Role),
        new("created_at", token => token.CreatedAt)
        {
            Title = "created (UTC)",
            Shown = token => ShortText.Minute(token.CreatedAt),
        },
        new("created_by", token => token.CreatedBy) { Wraps = true },
        new("expires_at", token => token.ExpiresAt)
        {
            Title = "expires (UTC)",
            Shown = token => token.ExpiresAt is { } at ? ShortText.Minute(at) : TokenLifetime.Never,
        },
        new("revoked_at", token => token.RevokedAt)
        {
            Title = "revoked (UTC)",
            Shown = token => ShortText.Minute(token.RevokedAt),
        },
    ]);

    public static Command Create(Shell shell)
    {
        var header = new Option<bool>("--header")
        {
            Description = "The whole header of a request, for 'curl --header @FILE'",
        };
        var command = new Command(
            "token", "Print the token of the database for the HTTP API; who has it may do what you may do")
        {
            header, CreateCreate(shell), CreateList(shell), CreateRevoke(shell),
        };
        command.SetAction(async (parsed, cancel) =>
        {
            // It is that of the database of this machine, whatever server commands use.
            if (parsed.GetValue<string?>(SharedOptions.Server) is { } server and not Destination.NoServer)
                throw new UserErrorException(
                    $"{server} tells nobody the token of its database: 'experiments token create' creates one for a "
                    + "person");
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var token = (await database.Secrets.ReadAsync(cancel)).CreateApiToken();
            shell.Out.WriteLine(parsed.GetValue(header) ? HeaderOf(token) : token);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateCreate(Shell shell)
    {
        var person = new Argument<string>("PERSON")
        {
            Description = "Name of the person, such as ada@example.org; the owner of sweeps that are submitted with it",
        };
        var role = RoleOption.Create();
        var expires = new Option<string?>("--expires")
        {
            Description = $"Time after which it is refused, such as 12h or 365d, or '{TokenLifetime.Never}'; "
                + $"{TokenIssuing.DefaultLifetime.TotalDays:0}d by default",
            HelpName = "TIME",
        };
        expires.Validators.Add(result =>
        {
            if (!TokenLifetime.Read(result.GetValue(expires)).IsValid)
                result.AddError(
                    $"--expires must be {TokenLifetime.Takes}, but is '{result.Tokens[0].Value}'");
        });
        var header = new Option<bool>("--header") { Description = "Print the whole header of a request" };
        var command = new Command(
            "create", "Create a token with which a person can use the HTTP API and the page; it is printed only now")
        {
            person, role, expires, header,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var token = await CreateAsync(
                shell, parsed, parsed.GetRequiredValue(person), RoleOption.Of(parsed, role), parsed.GetValue(expires),
                cancel);
            shell.Out.WriteLine(parsed.GetValue(header) ? HeaderOf(token) : token);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateList(Shell shell)
    {
        var format = SharedOptions.CreateFormat();
        var command = new Command("ls", "List the tokens of people, without their secrets") { format };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            Listing.Write(
                shell, SharedOptions.FormatOf(parsed, format), await source.Fleet.ListTokensAsync(cancel),
                "There are no tokens; create one with 'experiments token create PERSON --role ROLE'.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateRevoke(Shell shell)
    {
        var id = new Argument<string>("ID") { Description = "Id of the token, as 'token ls' lists it" };
        var command = new Command("revoke", "Revoke a token: it is refused from now on") { id };
        command.SetAction(async (parsed, cancel) =>
        {
            var named = parsed.GetRequiredValue(id);
            await Change.MakeAsync(
                shell, parsed, database => Issuing(database).RevokeAsync(named, cancel),
                api => api.RevokeTokenAsync(named, cancel), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<string> CreateAsync(
        Shell shell, ParseResult parsed, string person, Role role, string? expires, CancellationToken cancel)
    {
        if (Source.DestinationOf(shell, parsed) is Destination.Server server)
        {
            using var client = ServerConnection.Open(shell, server);
            return (await client.Api.CreateTokenAsync(new NewToken(person, role.ToWord(), expires), cancel)).Token;
        }

        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        return (await Issuing(database).CreateAsync(
            person, role, TokenLifetime.Read(expires).Lifetime, cancel)).Text;
    }

    private static TokenIssuing Issuing(SweepDatabase database) => new(database.Tokens, database.Recorder);

    private static string HeaderOf(string token) => $"Authorization: Bearer {token}";
}
