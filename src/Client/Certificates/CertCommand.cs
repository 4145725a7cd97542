using System.CommandLine;
using Experiments.Client.Shells;

namespace Experiments.Client.Certificates;

/// <summary><c>cert NAME…</c>: creates a certificate for HTTPS, signed by an authority of its own.</summary>
internal static class CertCommand
{
    private const int MostDays = 3_650;

    public static Command Create(Shell shell)
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "Names and IP addresses at which others reach this node",
            Arity = ArgumentArity.OneOrMore,
        };
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the files; an authority that it has signs the new certificate",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => ".",
        };
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
        var command = new Command(
            "cert", "Create a certificate and its key for 'serve --https-port'")
        {
            names, folder, days,
        };
        command.SetAction(parsed =>
        {
            var files = CertificateFiles.Create(
                parsed.GetRequiredValue(folder), parsed.GetRequiredValue(names),
                TimeSpan.FromDays(parsed.GetValue(days)), shell.Time);
            shell.Out.WriteLine(
                $"created {files.Certificate} and {files.Key}; clients must trust {files.Authority}, as with "
                + $"'curl --cacert {files.Authority}'");
            return ExitCodes.Done;
        });
        return command;
    }
}
