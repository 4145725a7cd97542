using System.CommandLine;
using Experiments.Client.Shells;
using Experiments.Contracts.Certificates;

namespace Experiments.Client.Certificates;

/// <summary>
/// <c>cert NAME…</c>: creates a certificate for HTTPS; <c>cert authority</c>, <c>cert node</c> and <c>cert client</c>:
/// those with which the members of a cluster recognize each other; <c>cert show</c>: what is in files.
/// </summary>
internal static class CertCommand
{
    private const int MostDays = 3_650;

    public static Command Create(Shell shell)
    {
        var https = CreateIssue(
            shell, new Command("cert", "Create a certificate and its key for 'serve --https-port'"),
            CertificateUse.Https);
        https.Subcommands.Add(CreateAuthority(shell));
        https.Subcommands.Add(CreateIssue(
            shell, new Command(
                "node", "Create a certificate for a silo of a cluster with TLS, and for 'serve --https-port'"),
            CertificateUse.Node));
        https.Subcommands.Add(CreateIssue(
            shell, new Command("client", "Create a certificate for a person or program that uses a cluster with TLS"),
            CertificateUse.Client));
        https.Subcommands.Add(CertShow.Create(shell));
        return https;
    }

    private static Command CreateAuthority(Shell shell)
    {
        var folder = CreateFolder("Folder for the files, without an authority");
        var command = new Command(
            "authority", "Create an authority, which signs certificates; the others do so if their folder has none")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var authority = CertificateFiles.CreateAuthority(parsed.GetRequiredValue(folder), shell.Time);
            shell.Out.WriteLine(
                $"created {authority} and its key; keep the key where only you can read it, and give {authority} to "
                + "all");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateIssue(Shell shell, Command command, CertificateUse use)
    {
        // Not OneOrMore, which subcommands of the command would have to satisfy, too.
        var names = new Argument<string[]>("NAME")
        {
            Description = use == CertificateUse.Client
                ? "Name of the person or program"
                : "Names and IP addresses at which others reach this node",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var folder = CreateFolder("Folder for the files; an authority that it has signs the new certificate");
        var days = new Option<int>("--days")
        {
            Description = "Days after which the certificate expires",
            HelpName = "DAYS",
            DefaultValueFactory = _ => 365,
        };
        days.Validators.Add(result =>
        {
            if (result.GetValue(days) is < 1 or > MostDays)
                result.AddError($"--days must be from 1 to {MostDays}, but is '{result.Tokens[0].Value}'");
        });
        command.Arguments.Add(names);
        command.Options.Add(folder);
        command.Options.Add(days);
        command.SetAction(parsed =>
        {
            var files = CertificateFiles.Create(
                parsed.GetRequiredValue(folder), use, parsed.GetValue(names) ?? [],
                TimeSpan.FromDays(parsed.GetValue(days)), shell.Time);
            shell.Out.WriteLine(
                $"created {files.Certificate} and {files.Key}; "
                + (use == CertificateUse.Https
                    ? $"clients must trust {files.Authority}, as with 'curl --cacert {files.Authority}'"
                    : $"their EXPERIMENTS_TLS_AUTHORITY is {files.Authority}"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string> CreateFolder(string description) => new("--out")
    {
        Description = description,
        HelpName = "FOLDER",
        DefaultValueFactory = _ => ".",
    };
}
