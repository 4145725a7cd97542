using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Certificates;

namespace Experiments.Client.Certificates;

/// <summary><c>cert show</c>: lists the certificates in files, and when each ends.</summary>
internal static class CertShow
{
    private static readonly Listing<Shown> Listing = new(
    [
        new("file", row => row.File) { Wraps = true },
        new("use", row => row.Use),
        new("names", row => row.Names) { Wraps = true },
        new("signed_by", row => row.Issuer) { Title = "signed by", Wraps = true },
        new("ends_at", row => row.End)
        {
            Title = "ends (UTC)",
            Shown = row => ShortText.Minute(row.End),
        },
        new("days_left", row => row.DaysLeft) { Title = "days left", Right = true },
    ]);

    public static Command Create(Shell shell)
    {
        var paths = new Argument<string[]>("FILE")
        {
            Description = "Files in PEM format, or folders with them; by default this folder",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var format = SharedOptions.CreateFormat();
        var command = new Command("show", "List certificates: their use, their names, and when they end")
        {
            paths, format,
        };
        command.SetAction(parsed =>
        {
            string[] given = parsed.GetValue(paths) is { Length: > 0 } named ? named : ["."];
            var rows = given.SelectMany(FilesOf).SelectMany(file => Read(file, shell.Time.GetUtcNow())).ToList();
            Listing.Write(
                shell, SharedOptions.FormatOf(parsed, format), rows,
                $"No certificate is in {string.Join(", ", given)}; 'experiments cert node NAME' creates one.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string[] FilesOf(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new UserErrorException($"'{path}' is no file and no folder");
        var files = Directory.GetFiles(path, "*.pem");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    // A certificate is followed by those that signed it, which are listed with the files that begin with them.
    private static IEnumerable<Shown> Read(string file, DateTimeOffset now)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{file}' cannot be read as certificates in PEM format: {fault.Message}");
        }

        if (certificates.Count == 0) throw new UserErrorException($"'{file}' has no certificate in PEM format");
        return certificates.Where((each, index) => index == 0 || certificates[0].UseOf() == CertificateUse.Authority)
            .Select(each => new Shown(
                file, each.UseOf().ToString().ToLowerInvariant(), NamesOf(each),
                each.GetNameInfo(X509NameType.SimpleName, forIssuer: true), each.EndOf().ToUniversalTime(),
                (int)Math.Floor((each.EndOf() - now).TotalDays)));
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] names =
        [
            .. alternatives?.EnumerateDnsNames() ?? [],
            .. (alternatives?.EnumerateIPAddresses() ?? []).Select(address => $"{address}"),
        ];
        return names.Length == 0 ? certificate.NameOf() : string.Join(' ', names);
    }

    private sealed record Shown(
        string File, string Use, string Names, string Issuer, DateTimeOffset End, int DaysLeft);
}
