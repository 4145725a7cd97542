using System.CommandLine;
using System.Globalization;
using Experiments.Client.Output;

namespace Experiments.Client.Options;

/// <summary>Options and arguments that several commands share.</summary>
internal static class SharedOptions
{
    /// <summary>The name of the option that every command has.</summary>
    public const string Verbose = "--verbose";

    /// <summary>The name of the option that names a server, which every command has.</summary>
    public const string Server = "--server";

    private static readonly string[] Formats = ["table", "json", "csv"];

    public static Option<bool> CreateVerbose() => new(Verbose)
    {
        Description = "Show errors with their stack traces",
        Recursive = true,
    };

    /// <summary>Creates the option that names a server.</summary>
    public static Option<string?> CreateServer() => new(Server)
    {
        Description = "Ask this server, such as https://node:9443, instead of the database; none: the "
            + "database, whatever 'login' says",
        HelpName = "URL",
        Recursive = true,
    };

    public static Argument<string> CreateSweep() => new("SWEEP")
    {
        Description = "A sweep's id, the start of its id, or its name (the newest sweep with that name)",
    };

    public static Argument<string[]> CreateSweeps() => new("SWEEP")
    {
        Description = "Sweeps, each by its id, the start of its id, or its name (the newest sweep with that name)",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Argument<string> CreateTrial() => new("SWEEP[/TRIAL]")
    {
        Description = "A trial by its sweep and number; without a number, the sweep's best trial",
    };

    public static Option<bool> CreateDryRun() => new("--dry-run")
    {
        Description = "Check the file and show what would run; submit nothing",
    };

    /// <summary>Creates the option for the output format, which <see cref="FormatOf"/> reads.</summary>
    public static Option<string> CreateFormat()
    {
        var format = new Option<string>("--format")
        {
            Description = "table for people; json and csv contain every value in full",
            DefaultValueFactory = _ => Formats[0],
        };
        return format.AcceptOnlyFromAmong(Formats);
    }

    public static ListingFormat FormatOf(ParseResult parsed, Option<string> format) =>
        Enum.Parse<ListingFormat>(parsed.GetRequiredValue(format), ignoreCase: true);

    /// <summary>Creates an option for a number of rows, at least 1.</summary>
    public static Option<int> CreateCount(string name, string description, int preset) =>
        CreateWhole(name, description, preset, 1, int.MaxValue);

    /// <summary>
    /// Creates an option for a whole number from <paramref name="least"/> to <paramref name="most"/>.
    /// </summary>
    public static Option<int> CreateWhole(string name, string description, int preset, int least, int most) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => preset,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && value >= least && value <= most)
                return value;
            var range = most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}";
            result.AddError($"{name} must be a whole number {range}, but is '{text}'");
            return preset;
        },
    };
}
